"""Words by which names of places, organisations and natural persons are told apart.

Surnames: the commonest of the 百家姓; places: provinces and cities of the 行政区划代码. Neither is
complete, and where a word is both, the readers decide for the person.
"""

from __future__ import annotations


def words(text: str) -> tuple[str, ...]:
    """Return the words of ``text``, which blanks part: a list this long is read more easily so."""
    return tuple(text.split())


SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏"
    "吕丁任沈姚卢姜"
    "崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向"
    "汤常温康施文牛"
    "樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍"
    "涂成苗谷盛曲翁"
    "冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫"
    "费卜冷晏席卫米"
    "柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠"
    "惠荆乐冀郁胥南"
    "班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄"
    "平计索宣晋相初"
    "云容敬来扈晁都芮普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈"
    "湛宾戎勾茅利于"
    "呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由"
)
COMMON_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏"
    "吕丁任沈姚卢姜"
    "崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
COMPOUND_SURNAMES = words(
    "欧阳 司马 上官 诸葛 夏侯 东方 皇甫 尉迟 公孙 慕容 长孙 司徒 令狐 宇文 端木 南宫 独孤 轩辕 "
    "百里 呼延 澹台"
)

PLACES = words(
    "中国 中华 全国 北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 "
    "河南 湖北 湖南 广东 广西 "
    "海南 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 内蒙古 香港 澳门 台湾 石家庄 唐山 秦皇岛 "
    "邯郸 邢台 保定 张家口 承德 "
    "沧州 廊坊 衡水 太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁 呼和浩特 包头 乌海 "
    "赤峰 通辽 鄂尔多斯 沈阳 大连 "
    "鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 朝阳 葫芦岛 长春 四平 辽源 通化 白山 松原 "
    "白城 哈尔滨 齐齐哈尔 鸡西 "
    "鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化 南京 无锡 徐州 常州 苏州 南通 连云港 "
    "淮安 盐城 扬州 镇江 泰州 宿迁 "
    "杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 "
    "安庆 黄山 滁州 阜阳 宿州 "
    "六安 亳州 池州 宣城 福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德 南昌 景德镇 萍乡 九江 新余 "
    "鹰潭 赣州 吉安 宜春 抚州 上饶 "
    "济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽 郑州 开封 "
    "洛阳 平顶山 安阳 鹤壁 新乡 焦作 "
    "濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 "
    "荆州 黄冈 咸宁 随州 恩施 仙桃 "
    "潜江 天门 神农架 枝江 黄梅 红安 应城 利川 巴东 长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 "
    "益阳 郴州 永州 怀化 娄底 广州 "
    "韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 "
    "揭阳 云浮 南宁 柳州 桂林 梧州 "
    "北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左 海口 三亚 成都 自贡 攀枝花 泸州 德阳 "
    "绵阳 广元 遂宁 内江 乐山 南充 "
    "眉山 宜宾 广安 达州 雅安 巴中 资阳 贵阳 六盘水 遵义 安顺 毕节 铜仁 昆明 曲靖 玉溪 保山 昭通 "
    "丽江 普洱 临沧 大理 拉萨 西安 "
    "铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛 兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 "
    "庆阳 定西 陇南 西宁 银川 "
    "石嘴山 吴忠 固原 中卫 乌鲁木齐 克拉玛依 吐鲁番 哈密 喀什 武当山"
)

PURPOSES = words(
    "疫情 疫区 防疫 抗疫 防控 防护 防治 防御 抗击 阻击 预防 治疗 研究 医疗 医用 医护 医生 医院 "
    "一线 人员 病毒 抗病毒 新型 冠状 新冠 "
    "肺炎 新冠肺炎 感染 患者 病人 物资 物品 用品 材料 产品 口罩 防护服 护目镜 消毒 药品 设备 "
    "器械 采购 购买 购置 急需 紧急 用于 捐于 "
    "捐给 捐助 捐款 捐赠 捐献 善款 爱心 定向 指定 专项 专用 专款 专账 基金 基金会 建设 工程 工作 "
    "支持 支援 援助 救助 慰问 开展 转至 "
    "应对 其中 各自 公司 企业 集团 员工 职工 全体 学校 学生 教育 助学 儿童 妇女 老人 灾民 困难 "
    "群众 妇联 红十字会 慈善总会 慈善会 中心 "
    "小学 中学 大学 科技 医学院 附属 同济 协和 中南 华中 火神山 雷神山 方舱 定点 临时 项目 公益 "
    "有限公司 实业 农村 税务局 湖北省 湖北 "
    "黄冈市 华中科技大学 地区 自治区 自治州 叔叔 阿姨 好吃 服务 使用 全部 部分 部门 万元 人民币 "
    "金额 合计 和平 安全 安排 方面 方舱医院 "
    "相关 单位 时间 国家 全国 社会 社区 街道 乡镇 公共 公益金 平安 信息 时期 明确 来自 由于 关于 "
    "对于 属于 高校 高中 文化 文具 图书 "
    "购抗击 购口罩 捐应城 为武汉 向武汉 向疫区 和紧急 施工 应急 计划 花费 利息 权利 满足 原因 "
    "连同 商品 商会 国有 国内 国际 党支部 "
    "党员 党委 党费 团体 温暖 路费 路上 游客 查询 包括 管理 管委会 谢谢 感谢 祝福 祝愿 加油 平台 "
    "元旦 明天 来源 汤药 米面 车辆 农民 "
    "时候 区域 强化 利用 支出 支付 支教 相应 相助 居民 居家 干部 干净 应用 古城 全省 全市 全县 "
    "全区 全力 家庭 江夏 江汉 汉阳 汉口 "
    "硚口 东湖 洪山 青山 武昌 新疆 泽普县 疏附县 疏勒县 开盛 发展 鼓励 困境 营养 午餐 奖学金 "
    "助学金 维修 修缮 安装 微信"
)
SAFE_WORDS = frozenset(PLACES) | frozenset(PURPOSES)
LONGEST_SAFE = max(map(len, SAFE_WORDS))
SAFE_LATIN = frozenset(
    words(
        "n95 kn95 kf94 covid covid-19 ct icu ncov 2019-ncov ncp sars pcr cny rmb usd eur atm "
        "pos etc led lcd usb wifi app ppt pdf excel word gps gprs nfc aed ups pm2.5 pm10 co2 "
        "vip iphone ipad kg km cm mm ml mw kw kwh kva rgb dna b2b o2o p2p ngo npo csr esg kpi "
        "it ai vr ar ok by for from to the and of in on at with love gift donation donate "
        "thanks thank you swift fps no id qq tel email wechat vx wx weixin mail phone ktv cba "
        "nba ccf cctv dv dvd tv pc happy birthday merry christmas new year good luck best "
        "wishes school library children books company limited ltd co inc corp bank hospital "
        "university foundation"
    )
)
