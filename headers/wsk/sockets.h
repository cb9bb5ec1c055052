/* Derived from Microsoft's public API reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * wsk/sockets.h: messages, ancillary data and address information, which kernel sockets
 * share with user-mode ones. Read by ws2def.h in drivers.
 */
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

typedef const SOCKADDR *PCSOCKADDR;
typedef const SOCKADDR *LPCSOCKADDR;
typedef const SOCKADDR_STORAGE *LPCSOCKADDR_STORAGE;

typedef struct _WSAMSG {
    LPSOCKADDR name;
    INT namelen;
    LPWSABUF lpBuffers;
    ULONG dwBufferCount;
    WSABUF Control;
    ULONG dwFlags;
} WSAMSG, *PWSAMSG, *LPWSAMSG;

#define MSG_TRUNC     0x0100
#define MSG_CTRUNC    0x0200
#define MSG_BCAST     0x0400
#define MSG_MCAST     0x0800
#define MSG_ERRQUEUE  0x1000

typedef struct cmsghdr {
    SIZE_T cmsg_len;
    INT cmsg_level;
    INT cmsg_type;
} WSACMSGHDR, *PWSACMSGHDR, *LPWSACMSGHDR;
typedef WSACMSGHDR CMSGHDR, *PCMSGHDR;

#define CMSGHDR_ALIGN(length)   (((length) + TYPE_ALIGNMENT(WSACMSGHDR) - 1) & ~(TYPE_ALIGNMENT(WSACMSGHDR) - 1))
#define CMSGDATA_ALIGN(length)  (((length) + MAX_NATURAL_ALIGNMENT - 1) & ~(MAX_NATURAL_ALIGNMENT - 1))
#define WSA_CMSG_FIRSTHDR(msg)                                                     \
    (((msg)->Control.len >= sizeof(WSACMSGHDR)) ? (LPWSACMSGHDR)(msg)->Control.buf \
                                                : (LPWSACMSGHDR)NULL)
#define WSA_CMSG_NXTHDR(msg, cmsg)                                                             \
    (((cmsg) == NULL) ? WSA_CMSG_FIRSTHDR(msg)                                                 \
     : ((((PUCHAR)(cmsg) + CMSGHDR_ALIGN((cmsg)->cmsg_len) + sizeof(WSACMSGHDR))               \
         > (PUCHAR)((msg)->Control.buf) + (msg)->Control.len)                                  \
            ? (LPWSACMSGHDR)NULL                                                               \
            : (LPWSACMSGHDR)((PUCHAR)(cmsg) + CMSGHDR_ALIGN((cmsg)->cmsg_len))))
#define WSA_CMSG_DATA(cmsg)     ((PUCHAR)(cmsg) + CMSGDATA_ALIGN(sizeof(WSACMSGHDR)))
#define WSA_CMSG_SPACE(length)  (CMSGDATA_ALIGN(sizeof(WSACMSGHDR) + CMSGHDR_ALIGN(length)))
#define WSA_CMSG_LEN(length)    (CMSGDATA_ALIGN(sizeof(WSACMSGHDR)) + (length))
#define WSA_CMSGHDR_ALIGN       CMSGHDR_ALIGN
#define WSA_CMSGDATA_ALIGN      CMSGDATA_ALIGN
#define CMSG_FIRSTHDR           WSA_CMSG_FIRSTHDR
#define CMSG_NXTHDR             WSA_CMSG_NXTHDR
#define CMSG_DATA               WSA_CMSG_DATA
#define CMSG_SPACE              WSA_CMSG_SPACE
#define CMSG_LEN                WSA_CMSG_LEN

typedef struct addrinfoW {
    INT ai_flags;
    INT ai_family;
    INT ai_socktype;
    INT ai_protocol;
    SIZE_T ai_addrlen;
    PWSTR ai_canonname;
    struct sockaddr *ai_addr;
    struct addrinfoW *ai_next;
} ADDRINFOW, *PADDRINFOW;

typedef struct addrinfo {
    INT ai_flags;
    INT ai_family;
    INT ai_socktype;
    INT ai_protocol;
    SIZE_T ai_addrlen;
    CHAR *ai_canonname;
    struct sockaddr *ai_addr;
    struct addrinfo *ai_next;
} ADDRINFOA, *PADDRINFOA;

typedef struct addrinfoexW {
    INT ai_flags;
    INT ai_family;
    INT ai_socktype;
    INT ai_protocol;
    SIZE_T ai_addrlen;
    PWSTR ai_canonname;
    struct sockaddr *ai_addr;
    PVOID ai_blob;
    SIZE_T ai_bloblen;
    GUID *ai_provider;
    struct addrinfoexW *ai_next;
} ADDRINFOEXW, *PADDRINFOEXW;
typedef ADDRINFOEXW ADDRINFOEX, *PADDRINFOEX;

#define AI_PASSIVE                  0x00000001
#define AI_CANONNAME                0x00000002
#define AI_NUMERICHOST              0x00000004
#define AI_NUMERICSERV              0x00000008
#define AI_ALL                      0x00000100
#define AI_ADDRCONFIG               0x00000400
#define AI_V4MAPPED                 0x00000800
#define AI_NON_AUTHORITATIVE        0x00004000
#define AI_SECURE                   0x00008000
#define AI_RETURN_PREFERRED_NAMES   0x00010000
#define AI_FQDN                     0x00020000
#define AI_FILESERVER               0x00040000

#define NS_ALL 0
#define NS_DNS 12

#define NI_NOFQDN      0x01
#define NI_NUMERICHOST 0x02
#define NI_NAMEREQD    0x04
#define NI_NUMERICSERV 0x08
#define NI_DGRAM       0x10
#define NI_MAXHOST     1025
#define NI_MAXSERV     32

#define INET_ADDRSTRLEN  22
#define INET6_ADDRSTRLEN 65

#define IOC_VOID       0x20000000
#define IOC_OUT        0x40000000
#define IOC_IN         0x80000000
#define IOC_INOUT      (IOC_IN | IOC_OUT)
#define IOC_UNIX       0x00000000
#define IOC_WS2        0x08000000
#define IOC_PROTOCOL   0x10000000
#define IOC_VENDOR     0x18000000
#define _WSAIO(x, y)   (IOC_VOID | (x) | (y))
#define _WSAIOR(x, y)  (IOC_OUT | (x) | (y))
#define _WSAIOW(x, y)  (IOC_IN | (x) | (y))
#define _WSAIORW(x, y) (IOC_INOUT | (x) | (y))
#define SIO_ADDRESS_LIST_QUERY         _WSAIOR(IOC_WS2, 22)
#define SIO_ADDRESS_LIST_CHANGE        _WSAIO(IOC_WS2, 23)
#define SIO_ADDRESS_LIST_SORT          _WSAIORW(IOC_WS2, 25)
#define SIO_ROUTING_INTERFACE_QUERY    _WSAIORW(IOC_WS2, 20)
#define SIO_ROUTING_INTERFACE_CHANGE   _WSAIOW(IOC_WS2, 21)

typedef enum {
    UNSPECIFIED_COMPARTMENT_ID = 0,
    DEFAULT_COMPARTMENT_ID
} COMPARTMENT_ID, *PCOMPARTMENT_ID;

#define IN4ADDR_ANY_INIT       {{{0, 0, 0, 0}}}
#define IN4ADDR_LOOPBACK_INIT  {{{127, 0, 0, 1}}}

#ifdef __cplusplus
}
#endif
