using System.Text.RegularExpressions;

namespace Lana.Devices;

/// <summary>The device and the method with which times were measured; times of different profiles are not
/// comparable.</summary>
/// <remarks>Contains nothing private: no host name, no user name, no path.</remarks>
/// <param name="Device">The processor or accelerator as the system calls it, for example <c>AMD EPYC</c>.</param>
/// <param name="Cores">Logical cores of the machine, at least 1.</param>
/// <param name="Os">The operating system, for example <c>linux</c>.</param>
/// <param name="Architecture">The process architecture, for example <c>x64</c>.</param>
/// <param name="Runtime">The runtime of the models, for example <c>onnxruntime</c>.</param>
/// <param name="RuntimeVersion">Its version.</param>
/// <param name="Provider">Its execution provider, for example <c>cpu</c>.</param>
/// <param name="Threads">Threads inside one operator, at least 1.</param>
/// <param name="Batch">Examples per run, at least 1.</param>
/// <param name="ElementType">The type of the numbers, for example <c>float32</c>.</param>
public sealed partial record DeviceProfile(
    string Device,
    int Cores,
    string Os,
    string Architecture,
    string Runtime,
    string RuntimeVersion,
    string Provider,
    int Threads,
    int Batch,
    string ElementType)
{
    private const int MaxReadablePart = 40;

    /// <summary>A name for files, different for different profiles: lower-case letters, digits, <c>-</c>, <c>_</c> and
    /// <c>.</c>.</summary>
    [JsonIgnore]
    public string Key =>
        $"{Slug(Device)}_{Slug(Runtime)}-{Slug(RuntimeVersion)}_{Slug(Provider)}_t{Threads}_b{Batch}_{Hash}";

    private (string Name, object Value)[] Parts =>
    [
        ("device", Device),
        ("cores", Cores),
        ("operating system", Os),
        ("architecture", Architecture),
        ("runtime", Runtime),
        ("runtime version", RuntimeVersion),
        ("provider", Provider),
        ("threads", Threads),
        ("batch", Batch),
        ("element type", ElementType),
    ];

    private string Hash => ContentHash.Of([.. Parts.Select(part => $"{part.Value}")])[..8];

    /// <summary>The profile of this machine's processor.</summary>
    /// <param name="runtime">The runtime of the models.</param>
    /// <param name="runtimeVersion">Its version.</param>
    /// <param name="provider">Its execution provider.</param>
    /// <param name="threads">Threads inside one operator, at least 1.</param>
    /// <param name="batch">Examples per run, at least 1.</param>
    /// <returns>A profile for float32.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Threads or batch are below 1.</exception>
    public static DeviceProfile OfThisMachine(
        string runtime, string runtimeVersion, string provider = "cpu", int threads = 1, int batch = 1)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(runtime);
        ArgumentException.ThrowIfNullOrWhiteSpace(runtimeVersion);
        ArgumentException.ThrowIfNullOrWhiteSpace(provider);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        var architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        return new DeviceProfile(
            ProcessorName.Read(), Environment.ProcessorCount, OperatingSystemName(), architecture,
            runtime, runtimeVersion, provider.ToLowerInvariant(), threads, batch, "float32");
    }

    /// <summary>Describes the differences between this profile and another.</summary>
    /// <param name="other">The profile to compare with.</param>
    /// <returns>For example <c>threads 1 instead of 4</c>; empty if both are equal.</returns>
    public string DifferenceFrom(DeviceProfile other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return string.Join(", ", Parts.Zip(other.Parts)
            .Where(pair => !pair.First.Value.Equals(pair.Second.Value))
            .Select(pair => $"{pair.First.Name} {pair.First.Value} instead of {pair.Second.Value}"));
    }

    private static string OperatingSystemName() =>
        OperatingSystem.IsLinux() ? "linux" :
        OperatingSystem.IsWindows() ? "windows" :
        OperatingSystem.IsMacOS() ? "macos" : "other";

    private static string Slug(string text)
    {
        var slug = NotPlain().Replace(text.ToLowerInvariant(), "-").TrimStart('-');
        var readable = slug[..Math.Min(slug.Length, MaxReadablePart)].Trim('-', '.');
        return readable.Length == 0 ? "unknown" : readable;
    }

    [GeneratedRegex("[^a-z0-9.]+")]
    private static partial Regex NotPlain();
}
