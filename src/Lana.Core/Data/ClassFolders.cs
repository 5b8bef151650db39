namespace Lana.Data;

/// <summary>The files below a folder: one folder per class, or all files without labels.</summary>
/// <param name="Folder">The folder, absolute.</param>
/// <param name="Classes">The names of the classes in the order of their labels; none without labels.</param>
/// <param name="Files">The image files, class by class and name by name in ordinal order.</param>
/// <param name="Unreadable">The image files that cannot be read as one: they have another format, or belong to no
/// class.</param>
/// <param name="Ignored">The other files.</param>
internal sealed record ClassFolders(
    string Folder,
    IReadOnlyList<string> Classes,
    IReadOnlyList<ClassFile> Files,
    IReadOnlyList<InvalidDataSourceException> Unreadable,
    IReadOnlyList<string> Ignored)
{
    /// <summary>Lists the files, in the same order on every system.</summary>
    /// <param name="folder">The folder that contains the classes, or the images.</param>
    /// <param name="options">Specify whether there are labels, and the required classes.</param>
    public static ClassFolders List(string folder, ImageFolderOptions options)
    {
        folder = Path.GetFullPath(folder);
        try
        {
            if (!Directory.Exists(folder))
            {
                throw new InvalidDataSourceException(
                    folder, File.Exists(folder) ? "it is a file; name the folder, and unpack an archive first." : "there is no such folder.");
            }

            var listing = new FolderListing();
            string[] names = options.Labels == ImageFolderLabels.None ? [] : AddClasses(listing, folder, options.Classes);
            if (names.Length == 0)
            {
                listing.AddUnlabelled(folder);
            }

            return new ClassFolders(folder, names, listing.Files, listing.Unreadable, listing.Ignored);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataSourceException(folder, $"it cannot be read: {cause.Message}", cause);
        }
    }

    /// <summary>The visible names of paths, in the ordinal order of their compared forms.</summary>
    internal static IEnumerable<string> NamesOf(IEnumerable<string> paths) => paths
        .Select(path => Path.GetFileName(path))
        .Where(name => !ImageFiles.IsHidden(name))
        .OrderBy(ImageFiles.Compared, StringComparer.Ordinal);

    private static string[] AddClasses(FolderListing listing, string folder, IReadOnlyList<string>? classes)
    {
        var present = PresentIn(folder);
        string[] names = classes is null ? [.. present.Keys] : [.. classes.Select(ImageFiles.Compared)];
        ThrowIfOther(folder, present, names);
        foreach (var file in NamesOf(Directory.EnumerateFiles(folder)))
        {
            listing.AddOutside(Path.Combine(folder, file));
        }

        for (var label = 0; label < names.Length; label++)
        {
            listing.AddClass(present[names[label]], names[label], label);
        }

        return names;
    }

    private static SortedDictionary<string, string> PresentIn(string folder)
    {
        var present = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in NamesOf(Directory.EnumerateDirectories(folder)))
        {
            if (!present.TryAdd(ImageFiles.Compared(name), Path.Combine(folder, name)))
            {
                throw new InvalidDataSourceException(
                    folder,
                    $"two folders are called '{name}', with accents that are stored in different ways. Move the images into one of them.");
            }
        }

        return present;
    }

    private static void ThrowIfOther(string folder, SortedDictionary<string, string> present, string[] classes)
    {
        if (present.Count == 0)
        {
            throw new InvalidDataSourceException(
                folder, $"it has no classes: put the images into one subfolder per class. {FolderListing.WithoutLabels}");
        }

        if (classes.Except(present.Keys).FirstOrDefault() is { } missing)
        {
            throw new InvalidDataSourceException(folder, $"the folder of class '{missing}' is missing.");
        }

        if (present.Keys.Except(classes).FirstOrDefault() is { } extra)
        {
            throw new InvalidDataSourceException(
                folder, $"the folder '{extra}' is not among the given classes ({string.Join(", ", classes)}).");
        }
    }
}
