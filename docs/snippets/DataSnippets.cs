using System.Security.Cryptography;
using Lana;
using Lana.Networks;
using Lana.Objectives;
using Lana.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using TorchSharp;
#region image-folders
using Lana.Data;
#endregion

namespace Snippets;

internal static class DataSnippets
{
    public static void ReadFolders()
    {
        #region image-folders
        var train = ImageFolderSource.Open("cifar10/train", new ImageFolderOptions
        {
            Augmentation = new ImageAugmentation { Padding = 4, HorizontalFlip = true },
        });
        var test = ImageFolderSource.Open("cifar10/test", new ImageFolderOptions { Classes = train.Classes });
        var (heldOut, rest) = train.Split(1000, seed: 0);      // 1,000 to choose by; the rest to train on
        #endregion
    }

    public static void ReadWithoutLabels(Network teacher)
    {
        #region images-without-labels
        var photos = ImageFolderSource.Open("photos", ImageFolderOptions.For(teacher.Input) with
        {
            Labels = ImageFolderLabels.None,            // all images in the folder and below it
            Fit = ImageFit.Letterbox,                   // a detector; a classifier has Crop
            ChannelOrder = ImageChannelOrder.Bgr,
            Mean = [0.5f],
            StandardDeviation = [0.5f],                 // −1 to 1
        });
        var (heldOut, rest) = photos.Split(200, seed: 0);
        var data = new TrainingData(new TeacherOutputSource(teacher, rest), new TeacherOutputSource(teacher, heldOut));
        var objective = new OutputMatchingObjective(teacher.Definition);
        #endregion
    }

    public static void AddMetric(ServiceCollection services)
    {
        #region metric
        var objective = new ClassificationObjective().WithMetric("top-5", (outputs, labels) =>
        {
            using var scope = torch.NewDisposeScope();
            var (_, best) = outputs.topk(5, dim: 1);
            return best.eq(labels!.unsqueeze(1)).sum().item<long>();
        });
        services.AddSingleton<ITrainingObjective>(objective);
        #endregion
    }
}

#region batch-source
/// <summary>Recordings as one-channel images of 64 × 96 numbers, with the number of their class.</summary>
internal sealed class Spectrograms(float[][] values, long[] classes) : IBatchSource
{
    public int Count => values.Length;

    public FeatureShape Shape { get; } = new(1, 64, 96);

    public string Fingerprint { get; } = Convert.ToHexString(SHA256.HashData(
        [.. values.SelectMany(example => example).SelectMany(BitConverter.GetBytes), .. classes.SelectMany(BitConverter.GetBytes)]));

    public Batch Read(ReadOnlySpan<int> indices, ulong? augmentation = null)
    {
        int[] numbers = [.. indices];
        float[] images = [.. numbers.SelectMany(number => values[number])];
        return new Batch(
            torch.tensor(images, Shape.WithBatch(numbers.Length)),
            torch.tensor(numbers.Select(number => classes[number]).ToArray()));
    }
}
#endregion
