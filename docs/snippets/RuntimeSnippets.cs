#region initialise
using Lana.Native;
#endregion

namespace Snippets;

internal static class RuntimeSnippets
{
    public static void Initialise()
    {
        #region initialise
        TorchRuntime.Initialize();                       // libraries and allocator, or:
        TorchRuntime.Initialize(tuneAllocator: false);   // libraries only
        #endregion
    }
}
