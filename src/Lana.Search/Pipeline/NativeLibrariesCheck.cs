using Lana.Native;
using Lana.Solvers.OrTools;

namespace Lana.Pipeline;

/// <summary>Loads the native libraries that the stages need.</summary>
internal static class NativeLibrariesCheck
{
    /// <summary>Loads the libraries.</summary>
    /// <returns>True if ONNX Runtime can be used.</returns>
    public static bool Run(AccelerationParts parts, PreflightReport report)
    {
        Loads("torch", TorchRuntime.EnsureInitialized, report);
        if (parts.Selector is IlpOperationSelector)
        {
            Loads("OR-Tools", OrToolsLibrary.EnsureUsable, report);
        }

        return Loads("ONNX Runtime", OnnxRuntimeLibrary.EnsureUsable, report);
    }

    private static bool Loads(string what, Action load, PreflightReport report)
    {
        try
        {
            load();
            return true;
        }
        catch (LanaException cause)
        {
            report.Add(what, cause);
            return false;
        }
    }
}
