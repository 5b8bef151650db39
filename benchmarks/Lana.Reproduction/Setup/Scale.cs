using System.Text.Json.Serialization;
using Lana.Training;

namespace Lana.Reproduction.Setup;

/// <summary>The sizes of the experiments: one set of numbers for all rows of a table.</summary>
/// <remarks>Chosen on the validation images so that two cores need about an hour for each cell; larger values for a
/// larger machine can be set on the command line.</remarks>
internal sealed record Scale
{
    /// <summary>The side of a teacher's images, in pixels.</summary>
    public int Resolution { get; init; } = 32;

    /// <summary>The number of training images; 0 for all.</summary>
    public int TrainingImages { get; init; }

    /// <summary>The number of training images held out for model selection.</summary>
    public int HeldOutImages { get; init; } = 2_000;

    /// <summary>The number of test images, which are read only once; 0 for all.</summary>
    public int TestImages { get; init; }

    /// <summary>The number of images in one epoch of a whole network, drawn again from the training images for each
    /// epoch; 0 for all.</summary>
    public int ImagesPerEpoch { get; init; } = 12_800;

    /// <summary>The number of epochs of a teacher.</summary>
    public int TeacherEpochs { get; init; } = 45;

    /// <summary>The number of epochs in which public weights are adapted to other images.</summary>
    public int AdaptationEpochs { get; init; } = 4;

    /// <summary>The number of epochs for which a smaller member with public weights is trained further: it was already
    /// trained for far longer than anything here, so it need not have a student's.</summary>
    public int PublicMemberEpochs { get; init; } = 9;

    /// <summary>The number of images in one epoch of pre-training.</summary>
    public int PretrainingImages { get; init; } = 10_000;

    /// <summary>The peak learning rate of pre-training.</summary>
    public double PretrainingRate { get; init; } = 0.03;

    /// <summary>The number of epochs of fine-tuning.</summary>
    public int FineTuningEpochs { get; init; } = 5;

    /// <summary>The number of epochs of fine-tuning if the teacher has public weights: they are far from the result of
    /// one epoch of pre-training, and no member is trained for as long.</summary>
    public int PublicFineTuningEpochs { get; init; } = 60;

    /// <summary>The peak learning rate of fine-tuning.</summary>
    public double FineTuningRate { get; init; } = 8e-3;

    /// <summary>The same if the teacher has public weights.</summary>
    public double PublicFineTuningRate { get; init; } = 4e-3;

    /// <summary>The weight of the teacher's features in fine-tuning: its outputs alone contain little information about
    /// images that it has memorised.</summary>
    public double FeatureWeight { get; init; } = 0.3;

    /// <summary>The number of images on which operations are scored and networks ranked.</summary>
    public int ScoringImages { get; init; } = 1_024;

    /// <summary>The number of selections that are ranked.</summary>
    public int Solutions { get; init; } = 50;

    /// <summary>The number of selections in the first round of the search by short fine-tunings; 0 for none.</summary>
    public int SearchTrials { get; init; } = 10;

    /// <summary>The number of assembled networks in the proxy's table.</summary>
    public int ProxyNetworks { get; init; } = 300;

    /// <summary>The width of the miniatures as a share of the published networks.</summary>
    public double Width { get; init; } = 0.25;

    /// <summary>The stride of the miniatures' first convolution.</summary>
    public int StemStride { get; init; } = 1;

    /// <summary>The number of images in one step of training a whole network.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>True to train convolutions in bfloat16 if the processor supports it.</summary>
    public bool Mixed { get; init; }

    /// <summary>The precision of every training.</summary>
    [JsonIgnore]
    public TrainingPrecision Precision => Mixed ? TrainingPrecision.Mixed : TrainingPrecision.Full;

    /// <summary>The number of epochs of a plain network, so that it is trained on the images as often as the student
    /// and everything from which it was made.</summary>
    public int TotalEpochs => TeacherEpochs + PretrainingEpochs + FineTuningEpochs;

    // The pre-training of a student's operations, in epochs of a whole network.
    private int PretrainingEpochs =>
        ImagesPerEpoch == 0 ? 1 : Math.Max(1, (int)Math.Round((double)PretrainingImages / ImagesPerEpoch));

    /// <summary>The number of images in an epoch, at most the given number.</summary>
    public int EpochOf(int images) => ImagesPerEpoch > 0 ? Math.Min(ImagesPerEpoch, images) : images;

    private static Scale Short => new()
    {
        TrainingImages = 256,
        HeldOutImages = 64,
        TestImages = 128,
        ImagesPerEpoch = 0,
        TeacherEpochs = 1,
        AdaptationEpochs = 1,
        PublicMemberEpochs = 1,
        PretrainingImages = 128,
        FineTuningEpochs = 1,
        PublicFineTuningEpochs = 1,
        ScoringImages = 64,
        Solutions = 4,
        SearchTrials = 3,
        ProxyNetworks = 12,
    };

    public static Scale Read(Arguments arguments, bool isShort)
    {
        var scale = isShort ? Short : new Scale();
        return scale with
        {
            Resolution = arguments.Number("--resolution", scale.Resolution),
            TrainingImages = arguments.Number("--training-images", scale.TrainingImages),
            HeldOutImages = arguments.Number("--held-out-images", scale.HeldOutImages),
            TestImages = arguments.Number("--test-images", scale.TestImages),
            ImagesPerEpoch = arguments.Number("--images-per-epoch", scale.ImagesPerEpoch),
            TeacherEpochs = arguments.Number("--teacher-epochs", scale.TeacherEpochs),
            AdaptationEpochs = arguments.Number("--adaptation-epochs", scale.AdaptationEpochs),
            PublicMemberEpochs = arguments.Number("--public-member-epochs", scale.PublicMemberEpochs),
            PretrainingImages = arguments.Number("--pretraining-images", scale.PretrainingImages),
            PretrainingRate = arguments.Number("--pretraining-rate", scale.PretrainingRate),
            FineTuningEpochs = arguments.Number("--fine-tuning-epochs", scale.FineTuningEpochs),
            PublicFineTuningEpochs = arguments.Number("--public-fine-tuning-epochs", scale.PublicFineTuningEpochs),
            FineTuningRate = arguments.Number("--fine-tuning-rate", scale.FineTuningRate),
            PublicFineTuningRate = arguments.Number("--public-fine-tuning-rate", scale.PublicFineTuningRate),
            FeatureWeight = arguments.Number("--feature-weight", scale.FeatureWeight),
            ScoringImages = arguments.Number("--scoring-images", scale.ScoringImages),
            Solutions = arguments.Number("--solutions", scale.Solutions),
            SearchTrials = arguments.Number("--search-trials", scale.SearchTrials),
            ProxyNetworks = arguments.Number("--proxy-networks", scale.ProxyNetworks),
            Width = arguments.Number("--width", scale.Width),
            StemStride = arguments.Number("--stem-stride", scale.StemStride),
            BatchSize = arguments.Number("--batch-size", scale.BatchSize),
            Mixed = arguments.Has("--mixed"),
        };
    }
}
