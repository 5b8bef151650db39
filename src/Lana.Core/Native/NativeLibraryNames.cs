namespace Lana.Native;

/// <summary>The names of a native library, and the packages that contain it and its managed part.</summary>
/// <param name="Product">The name for readers, such as <c>ONNX Runtime</c>.</param>
/// <param name="FileName">The file name on this operating system.</param>
/// <param name="Package">The package with the native library, which an application references.</param>
/// <param name="Platforms">The platforms of that package, for readers.</param>
/// <param name="ManagedPackage">The package with the managed part.</param>
/// <param name="ManagedVersion">The version of the managed part in this process.</param>
internal sealed record NativeLibraryNames(
    string Product, string FileName, string Package, string Platforms, string ManagedPackage, string ManagedVersion)
{
    /// <summary>Returns the version of the package of an assembly, without a commit; <c>unknown</c> if it has none.</summary>
    public static string VersionOf(Type type) => type.Assembly
        .GetCustomAttributes(typeof(System.Reflection.AssemblyInformationalVersionAttribute), inherit: false)
        .OfType<System.Reflection.AssemblyInformationalVersionAttribute>()
        .Select(attribute => attribute.InformationalVersion.Split('+')[0])
        .FirstOrDefault("unknown");

    /// <summary>Returns the file name of a library that is called <c>lib{name}.so</c> on Linux.</summary>
    public static string FileOf(string name) => OperatingSystem.IsWindows() ? $"{name}.dll"
        : OperatingSystem.IsMacOS() ? $"lib{name}.dylib"
        : $"lib{name}.so";
}
