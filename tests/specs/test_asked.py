"""Any view, any indicator, any gift: what a sentence says that is not so is answered by what is."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Spec, Written

ASKED = {
    '视图"项目名册"共有 1 行': "没有视图“项目名册”，可用：项目名录",
    '视图"项目名录"共有 1 行': "项目名录的行数为",
    '视图"项目名录"中"P-008"的"阶断"为"已结项"': "视图“项目名录”没有“阶断”这一栏，可用：项目、名称",
    '视图"项目名录"中"P-O08"的"阶段"为"已结项"': "账册中没有项目名录的行“P-O08”，相近的有：P-",
    '视图"项目名录"中"P-008"的"阶段"为"已取消"': "项目名录中 P-008 的阶段为 已结项，不是 已取消",
    '视图"项目名录"中"P-008"的"取消日"为"2021-01-01"': "的取消日为 无，不是 2021-01-01",
    '视图"项目名录"中"P-008"的"验收日"为"去年"': "“去年”不能是“验收日”：写成 2021-03-10 的样子",
    '视图"项目名录"中"P-008"的"预算"为"很多"': "“很多”不能是“预算”：写成 45,000.00 元 的样子",
    '视图"项目名录"中"P-008"的"认领数"为"一"': "“一”不能是“认领数”：写成整数",
    '视图"项目名录"中"P-008"的"扶贫济困"为"是"': "的扶贫济困为 否，不是 是",
    '视图"项目名录"中"阶段"为"已取消"的共有 9 行': "项目名录中阶段为已取消的行数为 1，不是 9",
    '视图"项目名录"的"阶段"合计为 1.00 元': "“阶段”不是金额，也不是数，不能合计",
    '视图"项目名录"的"预算"合计为 1': "“预算”的合计为 5,595,000.00 元，请照这样写",
    '视图"服务活动"的"经证明分钟"合计为 1': "服务活动中经证明分钟合计为 ",
    '视图"服务活动"的"经证明分钟"合计为 1.00 元': "“经证明分钟”的合计为 ",
    '视图"项目名录"中"阶段"为"取消"的共有 0 行': "“取消”不是“阶段”的词，可用：起草、",
    '视图"项目名录"中"阶段"为"取消"的"预算"合计为 0.00 元': "“取消”不是“阶段”的词",
    '视图"项目名录"中"P-008"的"扶贫济困"为"对"': "“对”不是“扶贫济困”的词，可用：是、否、无",
    '视图"项目名录"中"阶段"为"已取消"的"预算"合计为 1.00 元': "的预算合计为 45,000.00 元",
    '指标"办得好"为 1': "没有指标“办得好”，可用：",
    '指标"已发布项目中有有效认领者的比例"为 55': "是比例，请写成 123 分之 55 的样子",
    '指标"projects_claimed"为 123 分之 54': "为 123 分之 55，不是 123 分之 54",
    '指标"sessions_held"为 1': "已举行的服务活动场次为 104，不是 1",
    '企业"91000000DEM000005M"认捐合计 1.00 元，到账 45,000.00 元': "的认捐合计为 45,000.00 元",
    '企业"91000000DEM000005M"认捐合计 45,000.00 元，到账 1.00 元': "的到账为 45,000.00 元",
    '企业"9100"认捐合计 1.00 元，到账 1.00 元': "账册中没有企业“9100”的认捐",
    '银行账户"另一户"按流水的余额为 1.00 元': "账册中没有账户“另一户”的银行流水",
    '银行账户"公益基金收款户(虚构示例)"按流水的余额为 1.00 元': "的余额为 1,704,095.47 元",
}
TABLES = {
    '视图"项目名录"中有下列各行：\n        | 项目  | 阶段   |\n        | P-008 | 已取消 |': (
        "没有这一行：P-008 | 已取消；最相近的一行，阶段为 已结项"
    ),
    '视图"项目名录"中有下列各行：\n        | 项目  |\n        | X |': "没有相近的行",
    '视图"实物台账"中恰有下列各行：\n        | 实物编号 |': "另有 1 行，如：SW-001",
    '视图"项目名录"中有下列各行：\n        | 编号  |\n        | X |': "没有“编号”这一栏",
    '拨付"D-0"由"a"批准，付给"b"，出自下列捐赠：\n        | 捐赠 | 金额 |': "账册中没有拨付“D-0”",
    '拨付"D-P-001-1"由"a"批准，付给"payee-01"，出自下列捐赠：\n        | 捐赠 | 金额 |': (
        "拨付 D-P-001-1 的审批人为 approver-1，不是 a"
    ),
    '拨付"D-P-001-1"由"approver-1"批准，付给"b"，出自下列捐赠：\n        | 捐赠 | 金额 |': (
        "拨付 D-P-001-1 的收款方为 payee-01，不是 b"
    ),
    '拨付"D-P-001-1"由"approver-1"批准，付给"payee-01"，出自下列捐赠：\n        | 捐赠 | 金额 |': (
        "所出自的捐赠为 DEMO-01/2021-04-07/R0001/1#1.1 27,000.00 元，不是 无"
    ),
    "逾期的认捐恰为：\n        | 认捐 | 期次 | 欠额 |": "逾期的认捐为 C",
    "逾期的认捐恰为：\n        | 认捐 | 期数 |\n        | C001 | 1 |": (
        "表格没有“期次”这一栏，表头为：认捐、期数"
    ),
    "持有“审批人”身份的账号为：\n        | 账号 |\n        | a |": (
        "身份的账号为 approver-1（53000000DEM0000017），不是 a（截至"
    ),
    '"disbursement.approved"由下列账号办理：\n        | 账号 | 条数 |\n        | a | 1 |': (
        "的账号为 approver-1 33 条，不是 a 1 条"
    ),
}


def test_what_is_not_so_is_answered_by_what_is(spec: Spec, written: Written, shipped: Path) -> None:
    lines = ["# language: zh-CN", "功能: 查账", "  规则: 一"]
    for number, sentence in enumerate({**ASKED, **TABLES}):
        lines += [f"    场景: 第 {number} 问", "      假如 历史截至 2022-03-31"]
        lines += f"      那么 {sentence}".splitlines()
    path = written(*lines)
    ran = spec("run", str(path), "--store", f"sqlite:///{shipped / 'x.db'}", "--json")
    told = {result["scenario"]: result["why"] for result in ran.json["results"]}
    for number, answer in enumerate({**ASKED, **TABLES}.values()):
        assert answer in told[f"第 {number} 问"]


@pytest.mark.parametrize(
    ("sentence", "word", "known"),
    [
        ('视图"项目名册"共有 1 行', "项目名册", "项目名录"),
        ('视图"项目名录"中"P-008"的"阶断"为"已结项"', "阶断", "阶段"),
        ('视图"项目名录"中"P-008"的"阶段"为"结束"', "结束", "已结项"),
        ('视图"项目名录"中"P-008"的"扶贫济困"为"对"', "对", "是、否、无"),
        ('视图"项目名录"的"预祘"合计为 1.00 元', "预祘", "预算"),
        ('指标"办得好"为 1', "办得好", ""),
        ('"P-001"的到帐总额为 1.00 元', "到帐总额", "到账净额"),
        ('"P-001"处于完结阶段', "完结", "结项"),
        ('"project.claimd"事实共 1 条', "project.claimd", "project.claimed"),
        ('基金"F"的捐款结余为 1.00 元', "捐款", "捐赠资金"),
        ('视图"项目名录"中有下列各行：\n        | 编号 |\n        | X |', "编号", "项目"),
    ],
)
def test_a_word_that_a_sentence_does_not_know_is_found_before_it_is_run(
    spec: Spec, written: Written, sentence: str, word: str, known: str
) -> None:
    lines = f"      那么 {sentence}".splitlines()
    path = written("# language: zh-CN", "功能: 一", "  规则: 一", "    场景: 一", *lines)
    found = [one for one in spec("lint", str(path), "--json").json if one["code"] == "unknown_word"]
    assert f"“{word}”不是这句话认得的词" in found[0]["sentence"]
    assert known in found[0]["sentence"]


def test_a_choice_of_an_act_is_found_before_it_is_run(spec: Spec, written: Written) -> None:
    path = written(
        "# language: zh-CN",
        "功能: 一",
        "  规则: 一",
        "    场景: 一",
        '      当 暂收的到账"L1"退回付款人 1.00 元，依据口头"退款协议"',
    )
    [found] = spec("lint", str(path), "--json").json
    assert (found["code"], found["line"]) == ("unknown_word", 5)
    assert "协议" in found["sentence"]


def test_each_sentence_tells_which_words_it_takes(spec: Spec) -> None:
    told = spec("steps", "--find", "处于", "--json").json
    stages = [one["takes"] for one in told if one["sentence"].startswith('"…"处于')]
    assert "已结项" in stages[0]["word"]
    assert "可写：" in spec("steps", "--find", "视图").out


def test_rules_alone_name_no_store(spec: Spec, written: Written, shipped: Path) -> None:
    path = written(
        "# language: zh-CN",
        "功能: 一",
        "  规则: 一",
        "    场景: 一",
        "      假如 专项基金已设立",
        "      那么 未记录任何事实",
    )
    ran = spec("run", str(path), "--store", f"sqlite:///{shipped / 'x.db'}", "--json")
    assert ran.json["store"] == {}
