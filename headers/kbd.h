/*
 * kbd.h: keyboard layouts, which are DLLs of tables built as drivers: virtual keys of
 * scan codes, characters, dead keys, ligatures, names of keys. Types and numbers follow
 * public descriptions of layout tables; the T and X scan code names stand for the
 * virtual keys of keyboard type KBD_TYPE.
 */
#pragma once

#include <windef.h>
#include <winuser.h>

#ifdef __cplusplus
extern "C" {
#endif

#define KBDEXT      (USHORT)0x0100
#define KBDMULTIVK  (USHORT)0x0200
#define KBDSPECIAL  (USHORT)0x0400
#define KBDNUMPAD   (USHORT)0x0800
#define KBDUNICODE  (USHORT)0x1000
#define KBDINJECTEDVK (USHORT)0x2000
#define KBDMAPPEDVK (USHORT)0x4000
#define KBDBREAK    (USHORT)0x8000

#define KBDBASE        0
#define KBDSHIFT       1
#define KBDCTRL        2
#define KBDALT         4
#define KBDKANA        8
#define KBDROYA        0x10
#define KBDLOYA        0x20
#define KBDGRPSELTAP   0x80

#define KBD_VERSION 1
#define GET_KBD_VERSION(p) (HIWORD((p)->fLocaleFlags))

#define KLLF_ALTGR       0x0001
#define KLLF_SHIFTLOCK   0x0002
#define KLLF_LRM_RLM     0x0004

#define CAPLOK       0x01
#define SGCAPS       0x02
#define CAPLOKALTGR  0x04
#define KANALOK      0x08
#define GRPSELTAP    0x80

#define WCH_NONE 0xF000
#define WCH_DEAD 0xF001
#define WCH_LGTR 0xF002

#define SHFT_INVALID 0x0F

#define VK__none_ 0xFF
#define VK_ABNT_C1 0xC1
#define VK_ABNT_C2 0xC2

#define DKF_DEAD 0x0001

typedef WCHAR *DEADKEY_LPWSTR;

typedef struct {
    BYTE Vk;
    BYTE ModBits;
} VK_TO_BIT, *PVK_TO_BIT;

typedef struct {
    PVK_TO_BIT pVkToBit;
    WORD wMaxModBits;
    BYTE ModNumber[];
} MODIFIERS, *PMODIFIERS;

typedef struct _VSC_VK {
    BYTE Vsc;
    USHORT Vk;
} VSC_VK, *PVSC_VK;

typedef struct _VK_VSC {
    BYTE Vk;
    BYTE Vsc;
} VK_VSC, *PVK_VSC;

/* Characters of a key, by number of shift states. */
#define TYPEDEF_VK_TO_WCHARS(n)      \
    typedef struct _VK_TO_WCHARS##n { \
        BYTE VirtualKey;             \
        BYTE Attributes;             \
        WCHAR wch[n];                \
    } VK_TO_WCHARS##n, *PVK_TO_WCHARS##n;
TYPEDEF_VK_TO_WCHARS(1)
TYPEDEF_VK_TO_WCHARS(2)
TYPEDEF_VK_TO_WCHARS(3)
TYPEDEF_VK_TO_WCHARS(4)
TYPEDEF_VK_TO_WCHARS(5)
TYPEDEF_VK_TO_WCHARS(6)
TYPEDEF_VK_TO_WCHARS(7)
TYPEDEF_VK_TO_WCHARS(8)
TYPEDEF_VK_TO_WCHARS(9)
TYPEDEF_VK_TO_WCHARS(10)

typedef struct _VK_TO_WCHAR_TABLE {
    PVK_TO_WCHARS1 pVkToWchars;
    BYTE nModifications;
    BYTE cbSize;
} VK_TO_WCHAR_TABLE, *PVK_TO_WCHAR_TABLE;

typedef struct {
    DWORD dwBoth;
    WCHAR wchComposed;
    USHORT uFlags;
} DEADKEY, *PDEADKEY;
#define DEADTRANS(ch, accent, comp, flags) { MAKELONG((ch), (accent)), (comp), (flags) }

#define TYPEDEF_LIGATURE(n)      \
    typedef struct _LIGATURE##n { \
        BYTE VirtualKey;         \
        WORD ModificationNumber; \
        WCHAR wch[n];            \
    } LIGATURE##n, *PLIGATURE##n;
TYPEDEF_LIGATURE(1)
TYPEDEF_LIGATURE(2)
TYPEDEF_LIGATURE(3)
TYPEDEF_LIGATURE(4)
TYPEDEF_LIGATURE(5)

typedef struct {
    BYTE vsc;
    WCHAR *pwsz;
} VSC_LPWSTR, *PVSC_LPWSTR;

typedef struct tagKbdLayer {
    PMODIFIERS pCharModifiers;
    PVK_TO_WCHAR_TABLE pVkToWcharTable;
    PDEADKEY pDeadKey;
    PVSC_LPWSTR pKeyNames;
    PVSC_LPWSTR pKeyNamesExt;
    WCHAR **pKeyNamesDead;
    USHORT *pusVSCtoVK;
    BYTE bMaxVSCtoVK;
    PVSC_VK pVSCtoVK_E0;
    PVSC_VK pVSCtoVK_E1;
    DWORD fLocaleFlags;
    BYTE nLgMax;
    BYTE cbLgEntry;
    PLIGATURE1 pLigature;
    DWORD dwType;
    DWORD dwSubType;
} KBDTABLES, *PKBDTABLES;

/* Keys of east Asian layouts. */
#define KBDNLS_TYPE_NULL   0
#define KBDNLS_TYPE_NORMAL 1
#define KBDNLS_TYPE_TOGGLE 2
#define KBDNLS_INDEX_NORMAL 1
#define KBDNLS_INDEX_ALT    2
#define KBDNLS_NULL             0
#define KBDNLS_NOEVENT          1
#define KBDNLS_SEND_BASE_VK     2
#define KBDNLS_SEND_PARAM_VK    3
#define KBDNLS_KANALOCK         4
#define KBDNLS_ALPHANUM         5
#define KBDNLS_HIRAGANA         6
#define KBDNLS_KATAKANA         7
#define KBDNLS_SBCSDBCS         8
#define KBDNLS_ROMAN            9
#define KBDNLS_CODEINPUT        10
#define KBDNLS_HELP_OR_END      11
#define KBDNLS_HOME_OR_CLEAR    12
#define KBDNLS_NUMPAD           13
#define KBDNLS_KANAEVENT        14
#define KBDNLS_CONV_OR_NONCONV  15

#define NLSKBD_OEM_MICROSOFT 0x00
#define NLSKBD_OEM_AX        0x01
#define NLSKBD_OEM_EPSON     0x04
#define NLSKBD_OEM_FUJITSU   0x05
#define NLSKBD_OEM_IBM       0x07
#define NLSKBD_OEM_NEC       0x0D
#define NLSKBD_OEM_TOSHIBA   0x12
#define KEYBOARD_TYPE_GENERIC_101 0x04
#define KEYBOARD_TYPE_JAPAN  0x07
#define KEYBOARD_TYPE_KOREA  0x08

#define MICROSOFT_KBD_101_TYPE 0
#define MICROSOFT_KBD_AX_TYPE  1
#define MICROSOFT_KBD_106_TYPE 2
#define MICROSOFT_KBD_002_TYPE 3
#define MICROSOFT_KBD_001_TYPE 4

#ifndef VK_DBE_ALPHANUMERIC
#define VK_DBE_ALPHANUMERIC           0xF0
#define VK_DBE_KATAKANA               0xF1
#define VK_DBE_HIRAGANA               0xF2
#define VK_DBE_SBCSCHAR               0xF3
#define VK_DBE_DBCSCHAR               0xF4
#define VK_DBE_ROMAN                  0xF5
#define VK_DBE_NOROMAN                0xF6
#define VK_DBE_ENTERWORDREGISTERMODE  0xF7
#define VK_DBE_ENTERIMECONFIGMODE     0xF8
#define VK_DBE_FLUSHSTRING            0xF9
#define VK_DBE_CODEINPUT              0xFA
#define VK_DBE_NOCODEINPUT            0xFB
#define VK_DBE_DETERMINESTRING        0xFC
#define VK_DBE_ENTERDLGCONVERSIONMODE 0xFD
#endif

typedef struct _VK_FPARAM {
    BYTE NLSFEProcIndex;
    ULONG NLSFEProcParam;
} VK_FPARAM, *PVK_FPARAM;

typedef struct _VK_FUNCTION {
    BYTE Vk;
    BYTE NLSFEProcType;
    BYTE NLSFEProcCurrent;
    BYTE NLSFEProcSwitch;
    VK_FPARAM NLSFEProc[8];
    VK_FPARAM NLSFEProcAlt[8];
} VK_F, *PVK_F;

typedef struct tagKbdNlsLayer {
    USHORT OEMIdentifier;
    USHORT LayoutInformation;
    UINT NumOfVkToF;
    PVK_F pVkToF;
    INT NumOfMouseVKey;
    USHORT *pusMouseVKey;
} KBDNLSTABLES, *PKBDNLSTABLES;

/* _EQ: the same virtual key on every type of keyboard; _NE: one for each type. */
#ifndef KBD_TYPE
#define KBD_TYPE 4
#endif
#if KBD_TYPE > 20
#define _EQ(v20) (v20)
#define _NE(v7, v8, v20, v21, v22) (v22)
#elif KBD_TYPE == 7 || KBD_TYPE == 8
#define _EQ(v8) (v8)
#define _NE(v7, v8, v10, v11, v12, v13) (v8)
#else
#define _EQ(v4) (v4)
#define _NE(v1, v2, v3, v4, v5, v6) (v4)
#endif

/* Names that these macros take, which are those of the virtual keys without VK_. */
enum {
    OEM_1 = VK_OEM_1,
    OEM_2 = VK_OEM_2,
    OEM_3 = VK_OEM_3,
    OEM_4 = VK_OEM_4,
    OEM_5 = VK_OEM_5,
    OEM_6 = VK_OEM_6,
    OEM_7 = VK_OEM_7,
    OEM_8 = VK_OEM_8,
    OEM_102 = VK_OEM_102,
    OEM_PLUS = VK_OEM_PLUS,
    OEM_COMMA = VK_OEM_COMMA,
    OEM_MINUS = VK_OEM_MINUS,
    OEM_PERIOD = VK_OEM_PERIOD
};

#include <input/scancodes.h>

#ifdef __cplusplus
}
#endif
