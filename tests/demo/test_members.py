from __future__ import annotations

from patentdesk.demo.members import read_members
from patentdesk.portfolio.codes import OrganisationKind
from patentdesk.services.library import Library

WELL_KNOWN = [
    "比亚迪", "宁德时代", "蔚来", "小鹏", "理想", "吉利", "长城", "长安", "奇瑞", "广汽", "上汽", "一汽", "东风",
    "北汽", "江淮", "江铃", "岚图", "极氪", "零跑", "哪吒", "赛力斯", "问界", "华为", "小米", "百度", "腾讯",
    "阿里", "滴滴", "小马", "文远", "地平线", "寒武纪", "汇川", "精进", "卧龙", "大洋", "中车", "斯达", "士兰",
    "华润", "英飞凌", "国轩", "亿纬", "蜂巢", "中创新航", "欣旺达", "孚能", "当升", "容百", "杉杉", "贝特瑞",
    "璞泰来", "恩捷", "天赐", "赣锋", "特来电", "星星充电", "国家电网", "南方电网", "伯特利", "拓普", "三花",
    "银轮", "德赛西威", "均胜", "华阳", "中科创达", "四维图新", "亿华通", "重塑", "捷氢", "清华", "北大", "同济",
    "吉林大学", "湖南大学", "合肥工业", "丰田", "本田", "日产", "现代", "大众", "宝马", "奔驰", "福特", "通用",
    "特斯拉", "博世", "大陆", "采埃孚", "麦格纳", "toyota", "honda", "nissan", "hyundai", "volkswagen", "bmw",
    "mercedes", "ford", "tesla", "bosch", "continental", "zf", "magna", "valeo", "denso", "byd", "catl", "nio",
    "xpeng", "geely", "chery", "huawei", "xiaomi", "baidu", "infineon", "siemens", "porsche", "audi", "fraunhofer",
    "tsinghua", "lg", "panasonic", "samsung",
]  # fmt: skip


def test_there_are_two_dozen_members_and_some_agencies(library: Library) -> None:
    members = read_members(library)
    assert sum(member.kind is OrganisationKind.MEMBER for member in members) == 24
    assert 2 <= sum(member.is_agency for member in members) <= 3
    assert len({member.name for member in members}) == len({member.key for member in members}) == len(members)
    assert {member.sector for member in members} >= {
        "car_maker", "battery", "motor", "power_electronics", "charging", "chassis", "thermal", "cockpit",
        "automated_driving", "institute", "university", "agency",
    }  # fmt: skip


def test_no_member_bears_the_name_of_a_well_known_firm(library: Library) -> None:
    for member in read_members(library):
        words = f"{member.name} {member.name_en.casefold()}".replace("-", " ").split()
        for known in WELL_KNOWN:
            assert known not in member.name, (known, member.name)
            assert known not in words, (known, member.name_en)
