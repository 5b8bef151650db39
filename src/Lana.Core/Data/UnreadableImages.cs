namespace Lana.Data;

/// <summary>What becomes of a folder in which an image cannot be read.</summary>
public enum UnreadableImages
{
    /// <summary>Opening the folder fails; the exception names the image.</summary>
    Error,

    /// <summary>The image is left out and listed in <see cref="ImageFolderSource.Skipped"/>.</summary>
    Skip,
}
