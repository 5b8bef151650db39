namespace Lana.Data;

/// <summary>A folder of images of a test's own.</summary>
internal sealed class ImageFolder : IDisposable
{
    private readonly Scratch _scratch = new();

    public string Path => _scratch.Path;

    /// <summary>Two classes, <c>ant</c> with three and <c>bee</c> with two images of 4 × 3 pixels.</summary>
    public static ImageFolder Insects()
    {
        var folder = new ImageFolder();
        for (var example = 0; example < 5; example++)
        {
            folder.Add(NameOf(example), PngFiles.Write(4, 3, Pixels(example)));
        }

        return folder;
    }

    public static string NameOf(int example) => example < 3 ? $"ant/{example}.png" : $"bee/{example}.png";

    /// <summary>[H, W, C] of one of the insects.</summary>
    public static byte[] Pixels(int example) =>
        [.. Enumerable.Range(0, 36).Select(i => (byte)((example * 50) + (i * 5)))];

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public ImageFolderSource Open(ImageFolderOptions? options = null) =>
        ImageFolderSource.Open(Path, options, cancellationToken: TestContext.Current.CancellationToken);

    public void Add(string name, byte[] content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(File(name))!);
        System.IO.File.WriteAllBytes(File(name), content);
    }

    public void Dispose() => _scratch.Dispose();
}
