namespace Lana.Data;

/// <summary>The part of an image that becomes the square, in pixels.</summary>
internal readonly record struct ImageWindow(double Top, double Left, double Height, double Width)
{
    public static ImageWindow Of(FeatureShape image, ImageFolderOptions options)
    {
        if (options.Stretch)
        {
            return new ImageWindow(0, 0, image.Height, image.Width);
        }

        var side = Math.Min(image.Height, image.Width) * options.CropShare;
        return new ImageWindow((image.Height - side) / 2, (image.Width - side) / 2, side, side);
    }
}
