namespace Lana.Data;

/// <summary>Refuses options of an image folder that contradict each other, before a file is read.</summary>
internal static class ImageFolderGuard
{
    public static void Require(ImageFolderOptions options)
    {
        ThrowIf(
            options is { Labels: ImageFolderLabels.None, Classes: not null },
            $"{nameof(options.Classes)} names folders of classes, and {nameof(options.Labels)} = {options.Labels} reads none. Give one of them.");
        ThrowIf(
            options is { Channels: 1, ChannelOrder: not ImageChannelOrder.Rgb },
            $"{nameof(options.ChannelOrder)} = {options.ChannelOrder} has no effect on {nameof(options.Channels)} = 1.");
        ThrowIf(
            options is { Size: null, Fit: not ImageFit.Crop },
            $"{nameof(options.Fit)} = {options.Fit} has no effect without {nameof(options.Size)}.");
        ThrowIf(
            options.CropShare != 1.0 && (options.Size is null || options.Fit != ImageFit.Crop),
            FormattableString.Invariant($"{nameof(options.CropShare)} = {options.CropShare} has an effect with {nameof(options.Size)} ") +
            $"and {nameof(options.Fit)} = {ImageFit.Crop} alone.");
        ThrowIf(
            options.LetterboxFill != ImageFolderOptions.DefaultLetterboxFill && options.Fit != ImageFit.Letterbox,
            $"{nameof(options.LetterboxFill)} = {options.LetterboxFill} has an effect with {nameof(options.Fit)} = {ImageFit.Letterbox} alone.");
    }

    private static void ThrowIf(bool isWrong, string problem)
    {
        if (isWrong)
        {
            throw new ArgumentException($"{nameof(ImageFolderOptions)}: {problem}");
        }
    }
}
