using Lana.Data;
using Lana.Pipeline;

namespace Lana.Benchmarks.Imported;

/// <summary>The published files that are accelerated.</summary>
internal static class ImportedGoals
{
    private const string TextLines = "text-lines";
    private const string Cifar = "cifar10";

    /// <summary>The files, and the folders of their images: <c>text-lines</c> and <c>cifar10</c>.</summary>
    public static IReadOnlyList<ImportedGoal> All { get; } =
    [
        new("text direction", "ch_ppocr_mobile_v2.0_cls_infer.onnx", 2.0, ImportedJudge.Classes, $"{TextLines}/train")
        {
            Preprocessing = new ImageFolderOptions
            {
                Fit = ImageFit.Stretch,
                ChannelOrder = ImageChannelOrder.Bgr,
                Mean = [0.5f],
                StandardDeviation = [0.5f],
            },
            Size = new SpatialSize(48, 192),
            Effort = Effort.Quick,
            Epochs = 20,
            Test = $"{TextLines}/test",
        },
        new("ResNet-18", "ResNet18.onnx", 2.0, ImportedJudge.Features, $"{Cifar}/train")
        {
            // The file's inputs are pixels of 0 to 255 minus their mean.
            Preprocessing = new ImageFolderOptions
            {
                ChannelOrder = ImageChannelOrder.Bgr,
                Scale = 1.0,
                Mean = [103.94f, 116.78f, 123.68f],
                StandardDeviation = [1f],
            },
            Images = 10_000,
            Effort = Effort.Quick,
            Test = $"{Cifar}/test",
        },
        new("face detection", "face_detection_front_128x128_barracuda.onnx", 1.5, ImportedJudge.Outputs, $"{Cifar}/train")
        {
            Preprocessing = new ImageFolderOptions { Mean = [0.5f], StandardDeviation = [0.5f] },
            Images = 10_000,

            // Most of its blocks concatenate channels to their input, so that they cannot be removed.
            HasNewOperations = true,
        },
        new("text detection", "ch_PP-OCRv4_det_infer.onnx", 1.3, ImportedJudge.Outputs, $"{TextLines}/train")
        {
            Preprocessing = new ImageFolderOptions { Fit = ImageFit.Letterbox, ChannelOrder = ImageChannelOrder.Bgr },
            Size = new SpatialSize(96, 192),
        },
    ];
}
