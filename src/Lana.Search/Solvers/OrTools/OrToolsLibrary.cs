using Google.OrTools.ModelBuilder;
using Google.OrTools.Sat;
using Lana.Native;

namespace Lana.Solvers.OrTools;

/// <summary>The native library of OR-Tools, which the managed package includes for the supported platforms.</summary>
internal static class OrToolsLibrary
{
    private static readonly NativeLibraryProbe Probe = new(
        new NativeLibraryNames(
            "OR-Tools",
            OperatingSystem.IsWindows() ? "google-ortools-native.dll"
                : OperatingSystem.IsMacOS() ? "google-ortools-native.dylib"
                : "google-ortools-native.so",
            "Google.OrTools",
            "linux-x64 and linux-arm64 with glibc, osx-x64, osx-arm64 and win-x64, each as Google.OrTools.runtime.…",
            "Google.OrTools",
            NativeLibraryNames.VersionOf(typeof(CpModel))),
        Use,
        new NativePlatform());

    /// <summary>Loads the library unless it is already loaded.</summary>
    /// <exception cref="NativeLibraryException">The library is missing, does not load, or is of another
    /// version.</exception>
    public static void EnsureUsable() => Probe.EnsureUsable();

    private static void Use()
    {
        using var satisfiability = new SolveWrapper();
        using var linear = new ModelSolverHelper("glop");
    }
}
