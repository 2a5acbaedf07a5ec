"""Invented firms of Yongchuan, each with a valid unified social credit code."""
from dataclasses import dataclass

from numbers_of_china import credit_code

FIRST = "桂禾茗渝泽嘉恒瑞星棠松竹溪岭源丰和顺宏润景安拓骏鼎昌"
SECOND = "山田川江林峰海达成德信远盛康宁泰华美创新能宝元亨"
# What the firm's name says, and its industry.
TRADES = (
    ("机械制造", "通用设备制造业"), ("汽车零部件", "汽车制造业"), ("电子科技", "电子设备制造业"), ("包装印务", "印刷业"),
    ("食品", "食品制造业"), ("茶业", "茶叶种植"), ("生态农业", "蔬菜种植"), ("粮油", "农副食品加工业"), ("建材", "非金属矿物制品业"),
    ("环保科技", "生态保护和环境治理业"), ("物流", "道路运输业"), ("商贸", "批发业"), ("陶瓷", "陶瓷制品制造"), ("模具", "专用设备制造业"),
    ("软件", "软件和信息技术服务业"), ("养殖", "畜牧业"),
)


@dataclass(frozen=True)
class Firm:
    name: str
    code: str
    industry: str


class Firms:
    SHARED = {"twin-credit": ("重庆市永川区双石岭精密机械有限公司", "通用设备制造业", 1),
              "twin-enhanced": ("重庆市永川区两溪口汽车零部件有限公司", "汽车制造业", 2)}

    def __init__(self, dice):
        self.dice = dice
        self.names = set()
        self.count = 100

    @classmethod
    def named(cls, key):
        name, industry, number = cls.SHARED[key]
        return Firm(name, credit_code(number), industry)

    @classmethod
    def code_of(cls, key):
        return credit_code(cls.SHARED[key][2])

    def next(self):
        while True:
            trade, industry = self.dice.pick(TRADES)
            name = f"重庆市永川区{self.dice.pick(FIRST)}{self.dice.pick(SECOND)}{trade}有限公司"
            if name not in self.names:
                break
        self.names.add(name)
        self.count += 1
        return Firm(name, credit_code(self.count), industry)
