namespace Lana.Data;

/// <summary>The image files below a folder: one folder per class.</summary>
internal sealed record ClassFolders(
    string Folder, IReadOnlyList<string> Classes, IReadOnlyList<(string Path, int Label)> Files)
{
    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png"];

    /// <summary>Lists files in ordinal order: class by class, name by name, on every system alike.</summary>
    public static ClassFolders List(string folder, IReadOnlyList<string>? classes)
    {
        try
        {
            if (!Directory.Exists(folder))
            {
                throw new InvalidDataSourceException(folder, "there is no such folder.");
            }

            var present = NamesOf(Directory.EnumerateDirectories(folder));
            ThrowIfOther(folder, present, classes);
            var names = classes ?? present;
            var files = new List<(string, int)>();
            for (var label = 0; label < names.Count; label++)
            {
                var path = Path.Combine(folder, names[label]);
                files.AddRange(ImagesOf(path).Select(name => (Path.Combine(path, name), label)));
            }

            return new ClassFolders(folder, names, files);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataSourceException(folder, $"it cannot be read: {cause.Message}", cause);
        }
    }

    private static void ThrowIfOther(string folder, List<string> present, IReadOnlyList<string>? classes)
    {
        if (present.Count == 0)
        {
            throw new InvalidDataSourceException(
                folder, "it has no classes: put the images into one subfolder per class.");
        }

        if (classes is null)
        {
            return;
        }

        if (classes.Except(present).FirstOrDefault() is { } missing)
        {
            throw new InvalidDataSourceException(folder, $"the folder of class '{missing}' is missing.");
        }

        if (present.Except(classes).FirstOrDefault() is { } extra)
        {
            throw new InvalidDataSourceException(
                folder, $"the folder '{extra}' is not among the given classes ({string.Join(", ", classes)}).");
        }
    }

    private static List<string> ImagesOf(string path)
    {
        var names = NamesOf(Directory.EnumerateFiles(path))
            .Where(name => Extensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase))
            .ToList();
        return names.Count > 0
            ? names
            : throw new InvalidDataSourceException(
                path, "this class has no images: there is no .jpg, .jpeg or .png directly in the folder.");
    }

    // What begins with a dot is the system's or a tool's.
    private static List<string> NamesOf(IEnumerable<string> paths) =>
        [.. paths.Select(path => Path.GetFileName(path)).Where(name => name[0] != '.').Order(StringComparer.Ordinal)];
}
