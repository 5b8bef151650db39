namespace Lana.Data;

/// <summary>How an image of other proportions gets the size that is asked for.</summary>
public enum ImageFit
{
    /// <summary>The largest part of these proportions around the centre is kept and resized.</summary>
    Crop,

    /// <summary>The whole image is resized, which distorts it.</summary>
    Stretch,

    /// <summary>The whole image is resized in its own proportions until it fits; what remains on two opposite sides is filled
    /// with one grey.</summary>
    Letterbox,
}
