namespace Lana.Data;

/// <summary>Sorts the files of a folder: each is a readable image, an image that cannot be read, or not an image.</summary>
internal sealed class FolderListing
{
    /// <summary>The option that reads images that are in no class folder, for messages.</summary>
    public const string WithoutLabels =
        $"{nameof(ImageFolderOptions)}.{nameof(ImageFolderOptions.Labels)} = {nameof(ImageFolderLabels.None)} reads all images without labels.";

    private readonly List<ClassFile> _files = [];
    private readonly List<InvalidDataSourceException> _unreadable = [];
    private readonly List<string> _ignored = [];

    public IReadOnlyList<ClassFile> Files => _files;

    public IReadOnlyList<InvalidDataSourceException> Unreadable => _unreadable;

    public IReadOnlyList<string> Ignored => _ignored;

    /// <summary>Adds a file that is in no class folder.</summary>
    public void AddOutside(string path)
    {
        if (ImageFiles.IsImage(path))
        {
            _unreadable.Add(new InvalidDataSourceException(
                path, $"it is in no class: images are in one subfolder per class. {WithoutLabels}"));
        }
        else
        {
            _ignored.Add(path);
        }
    }

    /// <summary>Adds the files of a class, including those in subfolders.</summary>
    public void AddClass(string folder, string name, int label) => AddAll(folder, $"class '{name}'", label);

    /// <summary>Adds all files, including those in subfolders.</summary>
    public void AddUnlabelled(string folder) => AddAll(folder, "it", label: null);

    private void AddAll(string folder, string subject, int? label)
    {
        var (files, unreadable) = (_files.Count, _unreadable.Count);
        Add(folder, "", label);
        if (_files.Count == files)
        {
            throw _unreadable.Count > unreadable
                ? new InvalidDataSourceException(
                    folder, $"{subject} has no image that can be read: {_unreadable[^1].Message}", _unreadable[^1])
                : new InvalidDataSourceException(
                    folder, $"{subject} has no images: there is no .jpg, .jpeg or .png in the folder or below it.");
        }
    }

    private void Add(string folder, string prefix, int? label)
    {
        foreach (var name in ClassFolders.NamesOf(Directory.EnumerateFiles(folder)))
        {
            var path = Path.Combine(folder, name);
            if (ImageFiles.IsReadable(name))
            {
                _files.Add(new ClassFile(path, prefix + ImageFiles.Compared(name), label));
            }
            else if (ImageFiles.IsImage(name))
            {
                _unreadable.Add(new InvalidDataSourceException(
                    path, $"it is a {Path.GetExtension(name)} file; JPEG and PNG are read. Convert it."));
            }
            else
            {
                _ignored.Add(path);
            }
        }

        foreach (var name in ClassFolders.NamesOf(Directory.EnumerateDirectories(folder)))
        {
            var path = Path.Combine(folder, name);

            // A link can lead back to a folder that contains it.
            if (new DirectoryInfo(path).LinkTarget is not null)
            {
                _ignored.Add(path);
            }
            else
            {
                Add(path, $"{prefix}{ImageFiles.Compared(name)}/", label);
            }
        }
    }
}
