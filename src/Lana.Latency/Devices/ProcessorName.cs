namespace Lana.Devices;

/// <summary>Reads the name of the processor from the system.</summary>
internal static partial class ProcessorName
{
    private const string Unknown = "unknown processor";

    public static string Read()
    {
        try
        {
            var name = OperatingSystem.IsLinux() ? FromCpuInfo(File.ReadLines("/proc/cpuinfo"))
                : OperatingSystem.IsMacOS() ? FromSysctl()
                : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
            return string.IsNullOrWhiteSpace(name) ? Unknown : name.Trim();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or DllNotFoundException)
        {
            // A sandbox may hide the name; a profile without it is still valid.
            return Unknown;
        }
    }

    // x86 has "model name"; ARM boards have "Model" or "Hardware", or else only the numbers of the core's design.
    internal static string? FromCpuInfo(IEnumerable<string> lines)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                fields.TryAdd(line[..colon].Trim(), line[(colon + 1)..].Trim());
            }
        }

        return fields.GetValueOrDefault("model name")
            ?? fields.GetValueOrDefault("hardware")
            ?? (fields.TryGetValue("CPU part", out var part)
                ? $"implementer {fields.GetValueOrDefault("CPU implementer")} part {part}"
                : fields.GetValueOrDefault("model"));
    }

    private static string? FromSysctl()
    {
        var buffer = new byte[256];
        var size = (nint)buffer.Length;
        return SysctlByName("machdep.cpu.brand_string", buffer, ref size, 0, 0) == 0
            ? Encoding.UTF8.GetString(buffer, 0, (int)size).TrimEnd('\0')
            : null;
    }

    [LibraryImport("libc", EntryPoint = "sysctlbyname", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SysctlByName(string name, byte[] value, ref nint size, nint newValue, nint newSize);
}
