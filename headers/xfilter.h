/*
 * xfilter.h: Ethernet addresses. The comparisons store into a variable that is named as an
 * argument, so they stay macros; they compare whole words as the documented ones do.
 */
#pragma once

#include <ndis/types.h>

#define ETH_LENGTH_OF_ADDRESS     6
#define ETH_IS_BROADCAST(Address) \
    ((((PUCHAR)(Address))[0] == 0xff) && (((PUCHAR)(Address))[1] == 0xff) && \
     (((PUCHAR)(Address))[2] == 0xff) && (((PUCHAR)(Address))[3] == 0xff) && \
     (((PUCHAR)(Address))[4] == 0xff) && (((PUCHAR)(Address))[5] == 0xff))
#define ETH_IS_EMPTY(Address) \
    ((((PUCHAR)(Address))[0] | ((PUCHAR)(Address))[1] | ((PUCHAR)(Address))[2] | \
      ((PUCHAR)(Address))[3] | ((PUCHAR)(Address))[4] | ((PUCHAR)(Address))[5]) == 0)
#define ETH_IS_MULTICAST(Address) ((BOOLEAN)(((PUCHAR)(Address))[0] & 0x01))

/* *Result: 0 equal, 1 A greater, -1 B greater. */
#define ETH_COMPARE_NETWORK_ADDRESSES(A, B, Result) \
    (*(Result) = DdiCompareEthernetAddresses((A), (B)))
/* *Result: 0 equal, 1 different. */
#define ETH_COMPARE_NETWORK_ADDRESSES_EQ(A, B, Result) \
    (*(Result) = (UINT)(DdiCompareEthernetAddresses((A), (B)) != 0))
#define ETH_COMPARE_NETWORK_ADDRESSES_EQ_SAFE ETH_COMPARE_NETWORK_ADDRESSES_EQ

#ifdef __cplusplus
extern "C" {
#endif
INT DdiCompareEthernetAddresses(_In_ const VOID *A, _In_ const VOID *B);
VOID ETH_COPY_NETWORK_ADDRESS(_Out_ PVOID Destination, _In_ const VOID *Source);
#ifdef __cplusplus
}
#endif
