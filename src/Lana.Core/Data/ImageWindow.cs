namespace Lana.Data;

/// <summary>The part of an image that is resized, in pixels.</summary>
internal readonly record struct ImageWindow(double Top, double Left, double Height, double Width)
{
    public static ImageWindow Of(FeatureShape image, SpatialSize size, ImageFolderOptions options)
    {
        if (options.Fit != ImageFit.Crop)
        {
            return new ImageWindow(0, 0, image.Height, image.Width);
        }

        var isBoundByHeight = (long)image.Height * size.Width <= (long)image.Width * size.Height;
        var proportion = (double)size.Width / size.Height;
        var height = (isBoundByHeight ? image.Height : image.Width / proportion) * options.CropShare;
        var width = (isBoundByHeight ? image.Height * proportion : image.Width) * options.CropShare;
        return new ImageWindow((image.Height - height) / 2, (image.Width - width) / 2, height, width);
    }
}
