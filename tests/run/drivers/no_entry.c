/* no_entry: no driver, as it has no DriverEntry. */
#include <ndis.h>
NTSTATUS DriverEntrance(PDRIVER_OBJECT Driver, PUNICODE_STRING Path)
{
    UNREFERENCED_PARAMETER(Driver);
    UNREFERENCED_PARAMETER(Path);
    return STATUS_SUCCESS;
}
