"""Volunteer (志愿者): consents, insurance and certificates of a person known by reference only.

Source: 志愿服务条例 17, 19, 20 (insurance first; a free certificate; nothing published without
consent); 个人信息保护法 31 (minors: the guardian consents). Read ``facts``, ``state``, then
``decisions``.
"""
