"""Write patents that look like those of an automotive alliance, any number of them, always the same."""

# ruff: noqa: SIM905, E501 - lists of words read best as running text

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from patentdesk.docketing.records import Deadline
from patentdesk.portfolio.codes import OrganisationKind, RightType, Segment, Status
from patentdesk.portfolio.records import Organisation, Patent

_THINGS = (
    "动力电池 电池包 电芯 电池管理系统 热管理系统 液冷板 充电桩 充电枪 车载充电机 逆变器 驱动电机 定子 转子 减速器 差速器 "
    "制动系统 悬架 转向机构 车身 前纵梁 车门 座椅 仪表板 车灯 空调压缩机 换热器 水泵 燃料电池 氢气瓶 双极板 膜电极 "
    "激光雷达 毫米波雷达 摄像头 域控制器 车载网关 通信模块 高压线束 继电器 传感器 正极材料 负极材料 隔膜 电解液 粘结剂"
).split()
_DOINGS = (
    "控制方法 检测方法 制造方法 装配工艺 加热装置 冷却装置 均衡电路 诊断方法 标定方法 路径规划方法 识别方法 保护装置 "
    "固定结构 密封结构 连接器 监测系统 预警系统 节能方法 降噪结构 测试平台"
).split()
_CLAUSES = (
    "本发明公开了一种{0}的{1} 所述{0}包括壳体以及设置在壳体内的{2} 根据{2}的温度确定{0}的目标功率 能够提高{0}的使用寿命 "
    "解决了现有技术中{0}散热不均匀的问题 所述{2}与{3}电连接 当电压低于预设阈值时启动{3} 该结构简单且便于维护 "
    "降低了整车能耗 通过{3}采集信号并发送至控制单元 有效避免了{2}过热引起的安全隐患 成本较低"
).split()
_ENGLISH = (
    "battery pack cell thermal management cooling plate charging station inverter motor stator rotor gearbox brake "
    "suspension steering vehicle body door seat lamp compressor exchanger pump fuel hydrogen bipolar membrane lidar "
    "radar camera controller gateway module harness relay sensor cathode anode separator electrolyte binder method "
    "system apparatus device structure circuit control detection manufacturing assembly diagnosis calibration"
).split()
_OFFICES = ("CN",) * 60 + ("US",) * 12 + ("EP",) * 10 + ("JP",) * 8 + ("KR",) * 5 + ("WO",) * 5
_STATUSES = (Status.GRANTED,) * 9 + (Status.PENDING,) * 5 + (Status.LAPSED,) * 3 + tuple(Status)
_SEGMENTS = (*Segment, *Segment, None)
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英"
_PLACES = (
    "比亚迪 吉利 长安 奇瑞 上汽 广汽 东风 一汽 长城 北汽 宁德时代 国轩 蔚来 理想 小鹏 零跑 华域 均胜 拓普 福耀".split()
)
_FORMS = ("汽车股份有限公司", "动力科技有限公司", "汽车研究院有限公司", "新能源有限公司", "零部件有限公司")
MEMBERS = 60
AGENCIES = 40


def organisations() -> Iterator[Organisation]:
    """Yield the members, then the agencies."""
    for number in range(MEMBERS):
        name = _PLACES[number % len(_PLACES)] + _FORMS[number // len(_PLACES) % len(_FORMS)]
        yield Organisation(kind=OrganisationKind.MEMBER, name=name, name_en=f"Member {number}")
    for number in range(AGENCIES):
        yield Organisation(kind=OrganisationKind.AGENCY, name=f"{_PLACES[number % 20]}知识产权代理事务所{number}")


def patents(first: int, count: int) -> list[Patent]:
    """Return the patents with the ids from ``first`` on; the organisations have the ids from 1 on."""
    chance = random.Random(first)
    return [_patent(chance, number) for number in range(first, first + count)]


def _patent(chance: random.Random, number: int) -> Patent:
    filed = date(2000, 1, 1) + timedelta(days=chance.randrange(9_500))
    office = chance.choice(_OFFICES)
    status = chance.choice(_STATUSES)
    serial = f"{filed.year}1{number:07d}"
    words = chance.choices(_ENGLISH, k=8)
    chinese = chance.random() < 0.7
    things = chance.sample(_THINGS, 4)
    doing = chance.choice(_DOINGS)
    parts = (things[0], doing, things[1], things[2])
    clauses = chance.choices(_CLAUSES, k=9)
    company = chance.choice(_PLACES) + chance.choice(_FORMS)
    people = " | ".join(chance.choice(_SURNAMES) + "".join(chance.choices(_GIVEN, k=2)) for _ in range(3))
    return Patent(
        id=number,
        office=office,
        right_type=chance.choice((RightType.INVENTION, RightType.INVENTION, RightType.UTILITY_MODEL)),
        application_number=serial,
        application_number_text=f"{office}{serial}",
        publication_number=f"{office}1{number:08d}",
        publication_number_text=f"{office}1{number:08d}A",
        kind_code=chance.choice(("A", "B", "B1", "B2", "U", "A1")),
        title=f"一种{things[0]}{things[1]}{doing}" if chinese else " ".join(words[:5]).capitalize(),
        title_en=" ".join(words[:6]).capitalize(),
        abstract="，".join(clauses).format(*parts) + "。"
        if chinese
        else " ".join(chance.choices(_ENGLISH, k=60)) + ".",
        priority_date=filed - timedelta(days=chance.randrange(366)),
        filing_date=filed,
        publication_date=filed + timedelta(days=550),
        grant_date=filed + timedelta(days=1_000) if status is Status.GRANTED else None,
        expiry_date=filed + timedelta(days=7_300),
        status=status,
        claims_count=chance.randrange(1, 30),
        cited_by_count=chance.randrange(60),
        family_size=chance.randrange(1, 12),
        member_id=chance.randrange(1, MEMBERS + 1),
        agency_id=chance.randrange(MEMBERS + 1, MEMBERS + AGENCIES + 1),
        responsible=chance.choice(_SURNAMES) + chance.choice(_GIVEN),
        segment=chance.choice(_SEGMENTS),
        product=chance.choice(("", "A1", "A2", "B7")),
        paid_through_year=chance.randrange(20),
        ipc_main=f"{chance.choice('BFGH')}{chance.randrange(1, 80):02d}{chance.choice('DKMW')}{number % 9}/{number % 7:02d}",
        applicants_text=company,
        inventors_text=people,
    )


def deadlines(ids: Iterator[int]) -> Iterator[Deadline]:
    """Yield one coming deadline for each third of the patents."""
    for number in ids:
        if number % 3 == 0:
            yield Deadline(
                patent_id=number,
                rule_id="cn.annuity",
                due_date=date(2026, 1, 1) + timedelta(days=number % 700),
            )
