"""Hold the one style sheet; ``$name`` stands for a colour of ``theme.Colours``."""

SHEET = """
QWidget { color: $text; }
QMainWindow, QDialog { background: $window; }
QToolTip { background: $raised; color: $text; border: 1px solid $line_strong; padding: 5px 7px; }

#topbar { background: $surface; border-bottom: 1px solid $line; }
#nav { background: $window; border-right: 1px solid $line; }
#brand { font-size: 15px; font-weight: 600; padding-left: 2px; }
#stage { background: $surface; }
#inspector { background: $raised; border-left: 1px solid $line; }
QLabel[role="title"] { font-size: 17px; font-weight: 600; }
QLabel[role="subtitle"], QLabel[role="muted"] { color: $muted; }
QLabel[role="section"] { color: $muted; font-weight: 600; font-size: 12px; }
QLabel[role="small"] { color: $muted; font-size: 12px; }
QLabel[role="figure"] { font-size: 22px; font-weight: 600; }
QLabel[role="heading"] { font-size: 14px; font-weight: 600; }
QLabel[tone="danger"] { color: $danger; }
QLabel[tone="warning"] { color: $warning; }
QLabel[tone="success"] { color: $success; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="muted"] { color: $muted; }

#nav QPushButton { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 6px 9px;
  text-align: left; color: $text; }
#nav QPushButton:hover { background: $hover; }
#nav QPushButton:checked { background: $accent_soft; color: $accent; font-weight: 600; }
#nav QPushButton:focus { border-color: $accent; }

QPushButton { background: $surface; border: 1px solid $line_strong; border-radius: 6px; padding: 5px 13px;
  min-height: 18px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $line; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { color: $line_strong; border-color: $line; background: transparent; }
QPushButton[primary="true"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: 600; }
QPushButton[primary="true"]:hover { border-color: $text; }
QPushButton[primary="true"]:disabled { background: $line; border-color: $line; color: $muted; }
QPushButton[flat="true"] { background: transparent; border-color: transparent; padding: 4px 8px; }
QPushButton[flat="true"]:hover { background: $hover; }
QPushButton[flat="true"]:focus { border-color: $accent; }
QPushButton[member="true"] { background: $surface; border: 1px solid $line_strong; border-left: 4px solid $muted;
  border-radius: 4px; padding: 3px 7px; text-align: left; font-size: 12px; min-height: 30px; }
QPushButton[member="true"]:hover { background: $hover; }
QPushButton[member="true"]:focus { border-color: $accent; }
QPushButton[member="true"][tone="success"] { border-left-color: $success; }
QPushButton[member="true"][tone="accent"] { border-left-color: $accent; }
QPushButton[member="true"][tone="warning"] { border-left-color: $warning; }
QPushButton[member="true"][own="true"] { background: $accent_soft; color: $text; }
QPushButton[link="true"] { background: transparent; border: 1px solid transparent; color: $accent; padding: 1px 3px;
  text-align: left; }
QPushButton[link="true"]:hover { text-decoration: underline; }
QPushButton[link="true"]:focus { border-color: $accent; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 5px; }
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $accent_soft; }
QToolButton:focus { border-color: $accent; }
QToolButton::menu-indicator, QPushButton[more="true"]::menu-indicator { image: none; width: 0; }
QToolButton[chip="true"] { border: 1px solid $line; border-radius: 12px; padding: 3px 9px; background: $surface; }
QToolButton[chip="true"]:hover { border-color: $line_strong; background: $hover; }
QToolButton[chip="true"]:checked { background: $accent_soft; border-color: $accent; color: $accent; font-weight: 600; }
QToolButton[chip="true"][tone="danger"] { color: $danger; }
QToolButton[chip="true"][tone="warning"] { color: $warning; }

QLineEdit, QPlainTextEdit, QComboBox, QDateEdit, QSpinBox { background: $surface; border: 1px solid $line_strong;
  border-radius: 6px; padding: 4px 8px; min-height: 20px; selection-background-color: $accent;
  selection-color: $on_accent; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QDateEdit:focus, QSpinBox:focus { border-color: $accent; }
QLineEdit[invalid="true"] { border-color: $danger; }
QLineEdit:read-only { background: $raised; }
#query { padding: 6px 10px; font-size: 14px; background: $raised; border-color: $line; }
#query:focus { background: $surface; border-color: $accent; }
#query[invalid="true"] { border-color: $danger; }
QTableView QLineEdit, QTreeView QLineEdit { border-radius: 0; padding: 0 6px; min-height: 0; }
QSpinBox::up-button, QSpinBox::down-button { subcontrol-origin: border; border: none; width: 0; height: 0; }
QComboBox::drop-down, QDateEdit::drop-down { border: none; width: 22px; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: url("$icons/arrow_$name.svg"); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $line_strong; outline: none;
  selection-background-color: $accent_soft; selection-color: $text; padding: 3px; }

QTableView, QListView, QTreeView { background: $surface; border: none; outline: none; gridline-color: $line;
  selection-background-color: $accent_soft; selection-color: $text; alternate-background-color: $surface; }
QListView#suggestions { border: 1px solid $line_strong; padding: 2px; }
QTableView::item { padding: 0 5px; border: none; border-bottom: 1px solid $line; }
QTableView::item:selected { background: $accent_soft; color: $text; }
QTableView[frozen="true"] { border-right: 1px solid $line_strong; }
#findbar { background: $raised; border-top: 1px solid $line; }
#asof { background: $warning_soft; border-bottom: 1px solid $warning; }
#asof QLabel { color: $warning; font-weight: 600; }
QListView::item { padding: 6px 8px; border-radius: 5px; }
QListView::item:selected { background: $accent_soft; color: $text; }
QListView::item:hover { background: $hover; }
QHeaderView { background: $raised; border: none; }
QHeaderView::section { background: $raised; color: $muted; font-weight: 600; font-size: 12px; border: none;
  border-bottom: 1px solid $line_strong; border-right: 1px solid $line; padding: 6px 8px; }
QHeaderView::section:hover { color: $text; }
QTableCornerButton::section { background: $raised; border: none; }

QScrollBar:vertical { background: transparent; width: 11px; margin: 0; }
QScrollBar::handle:vertical { background: $line_strong; border-radius: 4px; min-height: 28px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 11px; margin: 0; }
QScrollBar::handle:horizontal { background: $line_strong; border-radius: 4px; min-width: 28px; margin: 2px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget { background: transparent; }
QSplitter::handle { background: $line; }
QSplitter::handle:hover { background: $accent; }

QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: $muted; padding: 7px 8px; border: none;
  border-bottom: 2px solid transparent; }
#inspector QTabBar::tab { padding: 7px 5px; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $accent; border-bottom-color: $accent; font-weight: 600; }
QTabBar::tab:focus { color: $accent; }

QMenuBar { background: $surface; border-bottom: 1px solid $line; padding: 1px 4px; }
QMenuBar::item { background: transparent; padding: 4px 9px; border-radius: 5px; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $surface; border: 1px solid $line_strong; padding: 5px; }
QMenu::item { padding: 5px 26px 5px 12px; border-radius: 4px; }
QMenu::item:selected { background: $accent_soft; }
QMenu::item:disabled { color: $line_strong; }
QMenu::separator { height: 1px; background: $line; margin: 5px 6px; }

#statusbar { background: $window; border-top: 1px solid $line; }
#statusbar QLabel { color: $muted; font-size: 12px; }
#statusbar QLabel[tone="danger"] { color: $danger; }
QProgressBar { background: $line; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QPushButton[card="true"] { background: $surface; border: 1px solid $line; border-radius: 8px; padding: 0;
  min-height: 80px; }
QPushButton[card="true"]:hover { border-color: $line_strong; background: $hover; }
QPushButton[card="true"]:focus { border-color: $accent; }
QFrame[card="true"] { background: $surface; border: 1px solid $line; border-radius: 8px; }
QFrame[card="true"][active="true"] { border-color: $accent; }
QFrame[rule="true"] { background: $line; max-height: 1px; min-height: 1px; border: none; }
#facets { background: $window; border-right: 1px solid $line; }
#facets QTreeView { background: transparent; font-size: 12px; show-decoration-selected: 0; }
#facets QTreeView::item { padding: 2px 2px; border-radius: 4px; }
#facets QTreeView::item:hover { background: $hover; }
#facets QTreeView::item:selected { background: transparent; color: $text; }
#facets QTreeView::item:focus { background: $accent_soft; }
#fault { background: $danger_soft; color: $danger; border: 1px solid $danger; border-radius: 5px; padding: 3px 8px; }
#palette { background: $surface; border: 1px solid $line_strong; }
#decide { background: $surface; border: none; border-top: 1px solid $line; }
#decide[active="true"] { border-top: 2px solid $accent; }
QPushButton[key="true"] { padding: 3px 9px; }
QPushButton[key="true"][barred="true"] { color: $danger; border-style: dashed; text-decoration: line-through; }
QPushButton[stage="true"] { background: transparent; border: none; border-radius: 6px; padding: 3px 7px;
    color: $muted; }
QPushButton[stage="true"]:hover { background: $hover; }
QPushButton[stage="true"][tone="done"] { color: $success; }
QPushButton[stage="true"][tone="now"] { background: $accent_soft; color: $accent; font-weight: 600; }
QPushButton[stage="true"][tone="late"] { background: $danger_soft; color: $danger; font-weight: 600; }
QFrame[message="note"] { background: $accent_soft; border: none; border-radius: 6px; }
QFrame[message="success"] { background: $success_soft; border: none; border-radius: 6px; }
QFrame[message="warning"] { background: $warning_soft; border: none; border-radius: 6px; }
QFrame[message="error"] { background: $danger_soft; border: none; border-radius: 6px; }
QFrame[drop="true"] { border: 2px dashed $line_strong; border-radius: 10px; background: $raised; }
QFrame[drop="active"] { border: 2px dashed $accent; border-radius: 10px; background: $accent_soft; }
QCheckBox { spacing: 7px; }
QCheckBox::indicator { width: 15px; height: 15px; border: 1px solid $line_strong; border-radius: 4px;
  background: $surface; }
QCheckBox::indicator:checked, QListView::indicator:checked { background: $accent; border-color: $accent;
  image: url("$icons/tick_$name.svg"); }
QListView::indicator { width: 15px; height: 15px; border: 1px solid $line_strong; border-radius: 4px;
  background: $surface; }
QCheckBox::indicator:focus { border-color: $accent; }
"""
