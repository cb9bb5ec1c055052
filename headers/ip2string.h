/* Derived from Microsoft's public API reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * ip2string.h: addresses to text and back.
 */
#pragma once

#include <ntddk.h>
#include <inaddr.h>
#include <in6addr.h>

#ifdef __cplusplus
extern "C" {
#endif

#define DDI_IP2STRING(Suffix, Out, In)                                                             \
    Out NTAPI RtlIpv4AddressToString##Suffix(_In_ const struct in_addr *Addr, _Out_ Out S);        \
    LONG NTAPI RtlIpv4AddressToStringEx##Suffix(_In_ const struct in_addr *Address, _In_ USHORT Port, \
        _Out_ Out AddressString, _Inout_ PULONG AddressStringLength);                              \
    _Must_inspect_result_ LONG NTAPI RtlIpv4StringToAddress##Suffix(_In_ In S, _In_ BOOLEAN Strict, \
        _Out_ Out *Terminator, _Out_ struct in_addr *Addr);                                        \
    _Must_inspect_result_ LONG NTAPI RtlIpv4StringToAddressEx##Suffix(_In_ In AddressString,       \
        _In_ BOOLEAN Strict, _Out_ struct in_addr *Address, _Out_ PUSHORT Port);                   \
    Out NTAPI RtlIpv6AddressToString##Suffix(_In_ const struct in6_addr *Addr, _Out_ Out S);       \
    LONG NTAPI RtlIpv6AddressToStringEx##Suffix(_In_ const struct in6_addr *Address, _In_ ULONG ScopeId, \
        _In_ USHORT Port, _Out_ Out AddressString, _Inout_ PULONG AddressStringLength);            \
    _Must_inspect_result_ LONG NTAPI RtlIpv6StringToAddress##Suffix(_In_ In S, _Out_ Out *Terminator, \
        _Out_ struct in6_addr *Addr);                                                              \
    _Must_inspect_result_ LONG NTAPI RtlIpv6StringToAddressEx##Suffix(_In_ In AddressString,       \
        _Out_ struct in6_addr *Address, _Out_ PULONG ScopeId, _Out_ PUSHORT Port);
DDI_IP2STRING(A, LPSTR, LPCSTR)
DDI_IP2STRING(W, LPWSTR, LPCWSTR)
#undef DDI_IP2STRING

#ifdef UNICODE
#define RtlIpv4AddressToString   RtlIpv4AddressToStringW
#define RtlIpv4AddressToStringEx RtlIpv4AddressToStringExW
#define RtlIpv4StringToAddress   RtlIpv4StringToAddressW
#define RtlIpv4StringToAddressEx RtlIpv4StringToAddressExW
#define RtlIpv6AddressToString   RtlIpv6AddressToStringW
#define RtlIpv6AddressToStringEx RtlIpv6AddressToStringExW
#define RtlIpv6StringToAddress   RtlIpv6StringToAddressW
#define RtlIpv6StringToAddressEx RtlIpv6StringToAddressExW
#endif

#ifdef __cplusplus
}
#endif
