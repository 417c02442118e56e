"""Invented people and bodies. Every credit code passes its own check and fails that of the organisation code inside: it can belong to nobody."""

from collections.abc import Iterator
from itertools import count

from sinople.kernel.ids import CREDIT_ALPHABET, credit_check_character, is_invented_credit_code

INDUSTRIES = {  # division of GB/T 4754 → what the invented company makes
    "39": ("电子", "electronics"), "38": ("电气", "electrical"), "35": ("装备", "equipment"), "29": ("新材", "materials"), "33": ("精工", "metalworks"),
    "26": ("化工", "chemicals"), "36": ("汽车部件", "car parts"), "27": ("医药", "pharma"), "40": ("仪器", "instruments"), "14": ("食品", "food"),
    "22": ("纸品", "paper"), "24": ("文体", "sporting goods"), "32": ("有色", "non-ferrous"), "34": ("机械", "machinery"),
}  # fmt: skip
WORDS = (
    "示例精密", "示例显示", "示例电池", "示例电路", "示例注塑", "示例涂装", "示例光学", "示例传感", "示例储能", "示例电机", "示例线缆", "示例封装", "示例模具", "示例泵阀",
    "示例制冷", "示例照明", "示例印刷", "示例包装", "示例饮品", "示例制药", "示例香料", "示例胶粘", "示例铝业", "示例铜材", "示例轴承", "示例齿轮", "示例底盘", "示例座椅",
    "示例仪表", "示例测控", "示例影像", "示例通信", "示例终端", "示例芯片", "示例薄膜", "示例玻璃", "示例纤维", "示例轮胎", "示例玩具", "示例家具", "示例钟表", "示例乐器",
)  # fmt: skip
DISTRICTS = ("440306", "440307", "440311", "440310", "440309", "440305", "440304", "440303", "440308", "4403DP", "4403SS")  # the busiest first
SURNAMES = "陈林何周吴郑王李赵孙钱冯蒋沈韩杨朱秦许张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
EVALUATORS = ("示例绿色评价中心", "示例节能技术服务", "示例低碳研究院", "示例质量认证", "示例环境咨询", "示例工业评估")
SPECIALITIES = ("energy", "environment", "materials", "systems", "electronics", "machinery")


def credit_codes() -> Iterator[str]:
    """Yield invented credit codes in the form of the examples of indicators.md 14.9."""
    for n in count(1):
        for last in CREDIT_ALPHABET[10:]:
            seventeen = f"91440300MA5F{n:04d}{last}"
            code = seventeen + credit_check_character(seventeen)
            if is_invented_credit_code(code):
                yield code
                break


def identity_numbers() -> Iterator[str]:
    """Yield identity numbers with a right check digit. They are made up in order; only their salted digests are kept."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    for n in count(1):
        seventeen = f"440305198{n // 365 % 10}{n % 12 + 1:02d}{n % 28 + 1:02d}{n % 1000:03d}"
        yield seventeen + "10X98765432"[sum(int(c) * w for c, w in zip(seventeen, weights, strict=True)) % 11]


def family_names() -> Iterator[str]:
    """Yield family names, over and over."""
    while True:
        yield from SURNAMES
