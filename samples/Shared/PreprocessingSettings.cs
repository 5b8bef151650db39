using System.ComponentModel;
using Lana;
using Lana.Data;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Samples;

/// <summary>The part of a command line that says how images become the input of a network.</summary>
internal abstract class PreprocessingSettings : CommandSettings
{
    [CommandOption("--size <HxW>")]
    [Description("Height and width of the images, for example 224 or 48x192; default: the network's.")]
    public string? Size { get; init; }

    [CommandOption("--fit <HOW>")]
    [Description("How an image of other proportions gets to the size: crop, stretch or letterbox.")]
    [DefaultValue(ImageFit.Crop)]
    public ImageFit Fit { get; init; } = ImageFit.Crop;

    [CommandOption("--crop-share <SHARE>")]
    [Description("The share of the sides that a crop keeps: 0.875 keeps 224 of 256.")]
    [DefaultValue(1.0)]
    public double CropShare { get; init; } = 1.0;

    [CommandOption("--letterbox-fill <GREY>")]
    [Description("The grey around an image in a letterbox, 0 to 255.")]
    [DefaultValue(114)]
    public int LetterboxFill { get; init; } = 114;

    [CommandOption("--colour <ORDER>")]
    [Description("The order of the channels: rgb or bgr.")]
    [DefaultValue(ImageChannelOrder.Rgb)]
    public ImageChannelOrder Colour { get; init; } = ImageChannelOrder.Rgb;

    [CommandOption("--scale <NUMBER>")]
    [Description("What pixels of 0 to 255 are multiplied by; default 1/255.")]
    public string Scale { get; init; } = "1/255";

    [CommandOption("--mean <NUMBERS>")]
    [Description("What is subtracted then: one number, or one per channel between commas; default: ImageNet's.")]
    public string? Mean { get; init; }

    [CommandOption("--deviation <NUMBERS>")]
    [Description("What is divided by then; default: ImageNet's.")]
    public string? Deviation { get; init; }

    public override ValidationResult Validate() => this switch
    {
        { CropShare: not (> 0.0 and <= 1.0) } => ValidationResult.Error("--crop-share is above 0, at most 1."),
        { LetterboxFill: < 0 or > 255 } => ValidationResult.Error("--letterbox-fill is a whole number from 0 to 255."),
        _ => ValidationResult.Success(),
    };

    /// <summary>Returns the options for a network's input.</summary>
    /// <param name="input">[C, H, W].</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="FormatException">An option is not a number.</exception>
    public ImageFolderOptions OptionsFor(FeatureShape input) => ImageFolderOptions.For(input) with
    {
        Labels = ImageFolderLabels.None,
        Fit = Fit,
        CropShare = CropShare,
        LetterboxFill = LetterboxFill,
        ChannelOrder = Colour,
        Scale = OptionText.Number("--scale", Scale),
        Mean = OptionText.Numbers("--mean", Mean),
        StandardDeviation = OptionText.Numbers("--deviation", Deviation),
    };
}
