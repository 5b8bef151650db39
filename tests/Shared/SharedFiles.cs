namespace Lana;

/// <summary>The reference numbers and data of the contributors, beside the checkout; a user's clone has none.</summary>
internal static class SharedFiles
{
    /// <summary>The path of a shared file, or a skipped test where there is no such folder.</summary>
    public static string Require(params string[] parts)
    {
        var folder = Find();
        Assert.SkipUnless(folder is not null, "the contributors' folder 'shared' is not beside this checkout");
        var path = Path.Combine([folder!, .. parts]);
        Assert.True(Path.Exists(path), $"{path} is missing");
        return path;
    }

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared");
            if (File.Exists(Path.Combine(candidate, "reference", "README.md")))
            {
                return candidate;
            }
        }

        return null;
    }
}
