/* Not compiled: what the reports' findings point into. */
#include <ndis.h>
void Make(NDIS_HANDLE h)
{
	Pool = NdisAllocateNetBufferListPool(h, &Parameters); /* größe */
	if (Pool == NULL) return;
    "é𝄞"; Nbl = NdisAllocateNetBufferAndNetBufferList(Pool, 0, 0,
        Mdl, 0, Length);
}
