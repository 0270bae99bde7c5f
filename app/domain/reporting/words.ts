/** Titles of the roles of the command centre. */
export const commandRoleNames: Readonly<Record<string, string>> = {
  COMMAND_PREPARER: '填表人',
  COMMAND_REVIEWER: '审核人',
  COMMAND_CHIEF: '签发人',
}

export const suppressionNote =
  '标为 <5 的收货地：不足 5 人，或为防止由合计、相邻期间、筛选结果推算出不足 5 人的数而一并隐去；不提供明细。'

export const ROUNDING_NOTE = '部分合计因四舍五入存在尾差'

export const tileGridNote = '方格示意，不代表地理边界和面积'
