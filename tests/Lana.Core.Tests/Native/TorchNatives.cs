namespace Lana.Native;

/// <summary>The native libraries that this test run was given.</summary>
internal static class TorchNatives
{
    /// <summary>The bytes of one of them; skips the test where the platform has none.</summary>
    public static byte[] Read(string name) => File.ReadAllBytes(Find(name));

    /// <summary>The path of one of them; skips the test where the platform has none.</summary>
    public static string Find(string name)
    {
        var path = new NativePlatform().SearchDirectories
            .Select(directory => Path.Combine(directory, name))
            .FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null, $"{name} belongs to Linux x64.");
        return path;
    }
}
