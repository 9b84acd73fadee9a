# language: zh-CN
功能: 入口
  不论从命令行、接口、导入还是程序送来，请求都先过同一道门：
  类型、文字、编号、金额、日期，凡不合要求的一次说全，账上什么也不留。

  背景:
    假如 今天是 2021-03-10

  规则: 不合要求的进不来

    场景大纲: 一处不合，说明是哪一处、为什么
      当 送来请求"campaigns.hold"：
        | 参数         | 内容   |
        | campaign_id  | "C1"   |
        | activity     | "H1"   |
        | participants | 30     |
        | document     | "记录" |
        | <参数>       | <内容> |
      那么 被拒绝，理由代码为"<代码>"
      而且 被拒绝，提示包含"<提示>"
      而且 未记录任何事实

      例子:
        | 参数         | 内容          | 代码                   | 提示                   |
        | campaign_id  | 7             | gate.wrong_type        | 主题活动编号           |
        | campaign_id  | null          | gate.wrong_type        | 须为文字               |
        | participants | true          | gate.wrong_type        | 须为整数               |
        | participants | 30.5          | gate.wrong_type        | 收到的是 float         |
        | participants | -1            | gate.out_of_range      | 须在 0 至              |
        | document     | "　"          | gate.blank             | 不能为空               |
        | document     | "记\u0000录"  | gate.unprintable       | U+0000                 |
        | document     | "\u202e录"    | gate.unprintable       | U+202E                 |
        | color        | "红"          | gate.unknown_argument  | 没有这个参数           |
        | on           | "2021-03-11"  | gate.date_ahead        | 最晚是今天 2021-03-10  |
        | on           | "1999-12-31"  | gate.date_out_of_range | 须在 2000-01-01 至     |
        | on           | "三月"        | gate.wrong_type        | 须为日期               |

    @S62
    场景大纲: 凭以办理的文件不能空白
      当 送来请求"<请求>"：
        | 参数   | 内容   |
        | <编号> | "X1"   |
        | <其他> | <内容> |
        | <文件> | <空白> |
      那么 被拒绝，提示包含"不能为空"
      而且 未记录任何事实

      例子:
        | 请求                       | 编号            | 其他     | 内容  | 文件     | 空白 |
        | disbursements.write_off    | disbursement_id | amount   | 100   | minutes  | ""   |
        | disbursements.write_off    | disbursement_id | amount   | 100   | minutes  | " "  |
        | projects.approve           | project_id      | on       | "2021-03-10" | minutes | "　" |
        | teams.verify               | team_id         | on       | "2021-03-10" | document | "" |
        | teams.debar                | team_id         | reason   | "虚报" | document | " " |
        | projects.accept            | project_id      | on       | "2021-03-10" | minutes | "" |

    场景: 少了参数
      当 送来请求"campaigns.close"：
        | 参数        | 内容 |
        | campaign_id | "C1" |
      那么 被拒绝，理由代码为"gate.missing"
      而且 未记录任何事实

    场景: 几处不合，一次说全
      当 送来请求"campaigns.hold"：
        | 参数         | 内容 |
        | campaign_id  | 7    |
        | activity     | ""   |
        | participants | -1   |
        | document     | " "  |
      那么 被拒绝，理由代码为"gate.several"
      而且 被拒绝，提示包含"有 4 处填写有误"
      而且 未记录任何事实

    场景: 过长的文字应写进所引用的文件
      当 送来请求"campaigns.close"：
        | 参数        | 内容                 |
        | campaign_id | "C1"                 |
        | summary     | {"characters": 1001} |
      那么 被拒绝，理由代码为"gate.too_long"

    场景: 散列值须是散列值
      当 送来请求"guides.publish"：
        | 参数          | 内容         |
        | guide_id      | "G1"         |
        | edition       | 1            |
        | document_hash | "见附件"     |
        | minutes       | "纪要"       |
        | since         | "2021-03-10" |
      那么 被拒绝，理由代码为"gate.not_of_form"

    @S49
    场景大纲: 专户的保留字不能作项目编号，不论大小写、全角半角
      当 送来请求"projects.approve"：
        | 参数       | 内容       |
        | project_id | "<编号>"   |
        | minutes    | "纪要"     |
      那么 被拒绝，理由代码为"gate.reserved"

      例子:
        | 编号         |
        | General      |
        | government   |
        | ＳＵＳＰＥＮＳＥ |
        | OTHER        |

    场景: 半分钱不是钱
      当 送来请求"incomes.receive_sponsorship"：
        | 参数      | 内容         |
        | credit_id | "L1"         |
        | amount    | {"fen": 0.5} |
        | document  | "合同"       |
      那么 被拒绝，理由代码为"gate.wrong_type"

    场景: 有专门理由的，仍以该理由拒绝
      当 送来请求"incomes.receive_sponsorship"：
        | 参数      | 内容       |
        | credit_id | "L1"       |
        | amount    | {"fen": 0} |
        | document  | "合同"     |
      那么 被拒绝，理由代码为"amount.not_positive"

    场景: 经办人须是账号，不是姓名
      当 账号"某某"送来请求"campaigns.open_campaign"：
        | 参数        | 内容   |
        | campaign_id | "C1"   |
        | title       | "示例" |
      那么 被拒绝，理由代码为"person.not_an_account"
      而且 账册中任何事实都不含"某某"

  规则: 一个编号只有一种规范写法

    场景: 全角与半角是同一编号，来时的写法另行留存
      假如 送来请求"campaigns.open_campaign"：
        | 参数        | 内容       |
        | campaign_id | "Ｃ（１）" |
        | title       | "示例"     |
      而且 送来请求"campaigns.open_campaign"：
        | 参数        | 内容      |
        | campaign_id | " C(1) "  |
        | title       | "示例"    |
      那么 未记录任何事实
      而且 最近一次"spelling.kept"载明：
        | 字段    | 值         |
        | written | Ｃ（１）   |

    场景: 一份对照表里，两种写法是同一编号
      当 批次"首批"题为"示例"，发布下列项目：
        | 项目 | 启动最低额 |
        | P1   | 1.00 元    |
        | Ｐ1  | 2.00 元    |
      那么 被拒绝，理由代码为"gate.given_twice"

    场景: 账号不分大小写
      当 账号"ALICE"送来请求"campaigns.open_campaign"：
        | 参数        | 内容   |
        | campaign_id | "C1"   |
        | title       | "示例" |
      那么 最近一条事实由账号"alice"记录
