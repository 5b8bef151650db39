using Lana;
using Lana.Data;
using Lana.Networks;
using Lana.Objectives;
using Lana.Pipeline;
using Spectre.Console;
using TorchSharp;

namespace Accelerate;

/// <summary>The images of a run.</summary>
/// <param name="Training">What the acceleration gets: without labels, the teacher's outputs stand in for them.</param>
/// <param name="HeldOut">The images to judge by, with their own labels where they have some.</param>
/// <param name="LearnsLabels">Whether the labels train, or only judge.</param>
internal sealed record Pictures(TrainingData Training, IBatchSource HeldOut, bool LearnsLabels)
{
    private const int HeldOutShare = 10;
    private const int MaxHeldOut = 2000;

    public static Pictures Read(AccelerateSettings settings, Network teacher)
    {
        if (settings.Images.Length == 0)
        {
            throw new ArgumentException("--images is missing: a folder of images like those that the network will see.");
        }

        var images = Open(settings.Images, settings, teacher.Input);
        var (heldOut, train) = settings.HeldOut is { } folder
            ? ((IBatchSource)Open(folder, settings, teacher.Input), images)
            : images.Split(Math.Clamp(images.Count / HeldOutShare, 1, MaxHeldOut), settings.Seed);
        AnsiConsole.WriteLine($"{train.Count:N0} images to train on, {heldOut.Count:N0} to choose and judge by");
        if (settings.HasLabels && !GivesProbabilities(teacher, heldOut))
        {
            return new Pictures(new TrainingData(train, heldOut), heldOut, LearnsLabels: true);
        }

        if (settings.HasLabels)
        {
            AnsiConsole.WriteLine(
                "the network gives probabilities, not logits: the student learns its outputs, and the labels only judge");
        }

        return new Pictures(
            new TrainingData(new TeacherOutputSource(teacher, train), new TeacherOutputSource(teacher, heldOut)),
            heldOut,
            LearnsLabels: false);
    }

    // The cross-entropy of labels is that of logits: for probabilities it would be a number, and wrong.
    private static bool GivesProbabilities(Network network, IBatchSource images)
    {
        using var scope = torch.NewDisposeScope();
        using var gradients = torch.no_grad();
        using var batch = images.Read([.. Enumerable.Range(0, Math.Min(images.Count, 8))]);
        var outputs = network.Run(batch.Images);
        return outputs.min().item<float>() >= 0f && outputs.sum(1).sub(1).abs().max().item<float>() < 1e-3f;
    }

    private static ImageFolderSource Open(string folder, AccelerateSettings settings, FeatureShape input)
    {
        var source = ImageFolderSource.Open(folder, settings.OptionsFor(input) with
        {
            Labels = settings.HasLabels ? ImageFolderLabels.ClassFolders : ImageFolderLabels.None,
            SkipUnreadable = true,
            Augmentation = settings.Augments
                ? new ImageAugmentation { Padding = Math.Min(input.Height, input.Width) / 8, HorizontalFlip = true }
                : ImageAugmentation.None,
        });
        foreach (var skipped in source.Skipped)
        {
            AnsiConsole.MarkupLineInterpolated($"[yellow]left out: {skipped.Message}[/]");
        }

        return source;
    }
}
