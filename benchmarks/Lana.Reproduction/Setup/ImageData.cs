using System.Formats.Tar;
using System.IO.Compression;
using Lana.Data;

namespace Lana.Reproduction.Setup;

/// <summary>The images of every table: for training, for model selection, and for the final result.</summary>
/// <param name="Train">The images for training, scoring and ranking.</param>
/// <param name="HeldOut">The images for model selection.</param>
/// <param name="Test">The images for the result, which are read only once.</param>
/// <param name="Classes">The number of classes.</param>
internal sealed record ImageData(IBatchSource Train, IBatchSource HeldOut, IBatchSource Test, int Classes)
{
    private const ulong SplitSeed = 0;

    private static readonly string[] TestFolders = ["test", "val"];

    /// <summary>The same images at a member's resolution.</summary>
    /// <param name="resolution">In pixels.</param>
    public ImageData At(int resolution) => resolution == Train.Shape.Height ? this : this with
    {
        Train = Train.Resize(resolution),
        HeldOut = HeldOut.Resize(resolution),
        Test = Test.Resize(resolution),
    };

    /// <summary>Opens an image folder, or unpacks an archive of one.</summary>
    public static ImageData Open(ReproductionOptions options)
    {
        var root = File.Exists(options.Data) ? Unpack(options.Data, options.Work) : options.Data;
        var scale = options.Scale;
        var images = new ImageFolderOptions { Size = scale.Resolution };
        var augmentation = new ImageAugmentation { Padding = scale.Resolution / 8, HorizontalFlip = true };
        var everything = ImageFolderSource.Open(Path.Combine(root, "train"), images with { Augmentation = augmentation });
        var test = ImageFolderSource.Open(
            TestFolders.Select(name => Path.Combine(root, name)).FirstOrDefault(Directory.Exists)
                ?? throw new DirectoryNotFoundException($"'{root}' has no folder 'test' or 'val'."),
            images with { Classes = everything.Classes });
        var (heldOut, rest) = everything.Split(scale.HeldOutImages, SplitSeed);
        return new ImageData(
            Some(rest, scale.TrainingImages), heldOut, Some(test, scale.TestImages), everything.Classes.Count);
    }

    // Folders are read class by class, so a share of them must be drawn.
    private static IBatchSource Some(IBatchSource source, int count) =>
        count == 0 || count >= source.Count ? source : source.Split(count, SplitSeed).First;

    private static string Unpack(string archive, string work)
    {
        var folder = Path.Combine(work, "images");
        if (!Directory.Exists(folder))
        {
            var unfinished = $"{folder}.unfinished";
            Directory.CreateDirectory(unfinished);
            using var stream = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress);
            TarFile.ExtractToDirectory(stream, unfinished, overwriteFiles: true);
            Directory.Move(unfinished, folder);
        }

        // An archive may hold the two folders, or one folder with both.
        return Directory.Exists(Path.Combine(folder, "train")) ? folder : Directory.GetDirectories(folder).Single();
    }
}
