namespace Lana.Data;

/// <summary>The method by which an image of other proportions gets the requested size.</summary>
public enum ImageFit
{
    /// <summary>The largest part of these proportions around the centre is kept and resized.</summary>
    Crop,

    /// <summary>The whole image is resized, which distorts it.</summary>
    Stretch,

    /// <summary>The whole image is resized in its own proportions until it fits; the free area on two opposite sides is
    /// filled with grey.</summary>
    Letterbox,
}
