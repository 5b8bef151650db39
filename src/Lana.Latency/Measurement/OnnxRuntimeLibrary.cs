using Lana.Native;

namespace Lana.Measurement;

/// <summary>The native library of ONNX Runtime, which an application chooses by a package.</summary>
internal static class OnnxRuntimeLibrary
{
    private static readonly NativeLibraryProbe Probe = new(
        new NativeLibraryNames(
            "ONNX Runtime",
            NativeLibraryNames.FileOf("onnxruntime"),
            "Microsoft.ML.OnnxRuntime",
            "linux-x64 and linux-arm64 with glibc, osx-arm64, win-x64 and win-arm64",
            "Microsoft.ML.OnnxRuntime.Managed",
            NativeLibraryNames.VersionOf(typeof(OrtEnv))),
        static () => OrtEnv.Instance().GetVersionString(),
        new NativePlatform());

    /// <summary>Loads the library unless it is already loaded.</summary>
    /// <exception cref="NativeLibraryException">The library is missing, does not load, or is of another
    /// version.</exception>
    public static void EnsureUsable() => Probe.EnsureUsable();
}
