/* Blocks of memory. Not bracketed: no contract speaks of them, and AddressSanitizer sees what they touch. */
#include "../rt/ddk.h"

void *memcpy(void *to, const void *from, size_t size);
void *memmove(void *to, const void *from, size_t size);
void *memset(void *to, int byte, size_t size);
int memcmp(const void *a, const void *b, size_t size);

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlcopymemory and its neighbours */
RT_EXPORT VOID RtlCopyMemory(VOID *Destination, CONST VOID *Source, SIZE_T Length) { memcpy(Destination, Source, Length); }
RT_EXPORT VOID RtlMoveMemory(VOID *Destination, CONST VOID *Source, SIZE_T Length) { memmove(Destination, Source, Length); }
RT_EXPORT VOID RtlZeroMemory(VOID *Destination, SIZE_T Length) { memset(Destination, 0, Length); }
RT_EXPORT VOID RtlFillMemory(VOID *Destination, SIZE_T Length, int Fill) { memset(Destination, Fill, Length); }
RT_EXPORT LOGICAL RtlEqualMemory(CONST VOID *Source1, CONST VOID *Source2, SIZE_T Length) { return memcmp(Source1, Source2, Length) == 0; }

#undef RtlCompareMemory
/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlcomparememory: how many bytes agree */
RT_EXPORT SIZE_T RtlCompareMemory(CONST VOID *Source1, CONST VOID *Source2, SIZE_T Length)
{
    const UCHAR *a = Source1, *b = Source2;
    SIZE_T i = 0;
    while (i < Length && a[i] == b[i])
        i++;
    return i;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismovememory and its neighbours */
RT_EXPORT VOID NdisMoveMemory(PVOID Destination, const VOID *Source, SIZE_T Length) { memmove(Destination, Source, Length); }
RT_EXPORT VOID NdisCopyMemory(PVOID Destination, const VOID *Source, SIZE_T Length) { memcpy(Destination, Source, Length); }
RT_EXPORT VOID NdisZeroMemory(PVOID Destination, SIZE_T Length) { memset(Destination, 0, Length); }
RT_EXPORT VOID NdisFillMemory(PVOID Destination, SIZE_T Length, UCHAR Fill) { memset(Destination, Fill, Length); }
RT_EXPORT BOOLEAN NdisEqualMemory(const VOID *Source1, const VOID *Source2, SIZE_T Length) { return memcmp(Source1, Source2, Length) == 0; }
RT_EXPORT VOID NdisMoveMappedMemory(PVOID Destination, const VOID *Source, SIZE_T Length) { memmove(Destination, Source, Length); }
RT_EXPORT VOID NdisZeroMappedMemory(PVOID Destination, SIZE_T Length) { memset(Destination, 0, Length); }
RT_EXPORT VOID NdisMoveToMappedMemory(PVOID Destination, const VOID *Source, SIZE_T Length) { memmove(Destination, Source, Length); }
RT_EXPORT VOID NdisMoveFromMappedMemory(PVOID Destination, const VOID *Source, SIZE_T Length) { memmove(Destination, Source, Length); }

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisretrieveulong and its neighbours */
RT_EXPORT VOID NdisRetrieveUlong(PULONG DestinationAddress, PULONG SourceAddress) { memcpy(DestinationAddress, SourceAddress, sizeof(ULONG)); }
RT_EXPORT VOID NdisStoreUlong(PULONG DestinationAddress, ULONG Value) { memcpy(DestinationAddress, &Value, sizeof Value); }
RT_EXPORT VOID NdisInitializeListHead(PLIST_ENTRY ListHead) { ListHead->Flink = ListHead->Blink = ListHead; }

/* What SEH's macros call in the filter expressions that are never evaluated (rt_driver.h). */
RT_EXPORT unsigned long rt_exception_code(void) { return 0; }
RT_EXPORT void *rt_exception_info(void) { return NULL; }
RT_EXPORT int rt_abnormal_termination(void) { return 0; }

/* The place of a bit, or -1. https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlfindleastsignificantbit and its neighbour */
RT_EXPORT CCHAR NTAPI RtlFindLeastSignificantBit(ULONGLONG Set) { return (CCHAR)(Set ? __builtin_ctzll(Set) : -1); }
RT_EXPORT CCHAR NTAPI RtlFindMostSignificantBit(ULONGLONG Set) { return (CCHAR)(Set ? 63 - __builtin_clzll(Set) : -1); }
