namespace Lana.Data;

/// <summary>How an image of another size becomes a square.</summary>
public enum ImageFit
{
    /// <summary>The shorter side is resized and the middle is kept: nothing is distorted, edges are lost.</summary>
    CentreCrop,

    /// <summary>Both sides are resized: nothing is lost, the image is distorted.</summary>
    Stretch,
}
