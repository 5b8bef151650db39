namespace ServeStudent;

/// <summary>The method by which an image of other proportions gets the student's size, as in Lana's
/// <c>ImageFolderOptions</c>.</summary>
internal enum ImageFit
{
    /// <summary>The largest part of these proportions around the centre is kept and resized.</summary>
    Crop,

    /// <summary>The whole image is resized, which distorts it.</summary>
    Stretch,

    /// <summary>The whole image is resized in its own proportions and centred in a grey frame.</summary>
    Letterbox,
}
