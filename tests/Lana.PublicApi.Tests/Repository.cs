namespace Lana;

/// <summary>The files of the repository that the tests run in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>The files of a folder with an extension, by paths from the root with slashes, in order.</summary>
    public static IEnumerable<string> Files(string folder, string extension, bool isDeep = true) => Directory
        .EnumerateFiles(
            Path.Combine(Root, folder), $"*{extension}", isDeep ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly)
        .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Lana.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests run outside the repository.");
    }
}
