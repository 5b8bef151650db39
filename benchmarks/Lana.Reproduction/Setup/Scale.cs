using System.Text.Json.Serialization;
using Lana.Training;

namespace Lana.Reproduction.Setup;

/// <summary>How much of everything: one set of numbers for all rows of a table.</summary>
/// <remarks>Chosen on the validation images by what two cores can carry in an hour for each cell; a machine with more
/// sets them on the command line.</remarks>
internal sealed record Scale
{
    /// <summary>The side of a teacher's images, in pixels.</summary>
    public int Resolution { get; init; } = 32;

    /// <summary>Training images that are used; 0 for all.</summary>
    public int TrainingImages { get; init; }

    /// <summary>Training images kept apart, to choose by.</summary>
    public int HeldOutImages { get; init; } = 2_000;

    /// <summary>Test images, read once; 0 for all.</summary>
    public int TestImages { get; init; }

    /// <summary>Images of one epoch of a whole network, drawn anew from the training images for each; 0 for
    /// all.</summary>
    public int ImagesPerEpoch { get; init; } = 12_800;

    /// <summary>Epochs of a teacher.</summary>
    public int TeacherEpochs { get; init; } = 45;

    /// <summary>Epochs by which public weights are adapted to other images.</summary>
    public int AdaptationEpochs { get; init; } = 4;

    /// <summary>Epochs by which a smaller member with public weights is trained on: its makers trained it for far longer
    /// than anything here, so it need not have a student's.</summary>
    public int PublicMemberEpochs { get; init; } = 9;

    /// <summary>Images of one epoch of pre-training.</summary>
    public int PretrainingImages { get; init; } = 10_000;

    /// <summary>The peak learning rate of pre-training.</summary>
    public double PretrainingRate { get; init; } = 0.03;

    /// <summary>Epochs of fine-tuning.</summary>
    public int FineTuningEpochs { get; init; } = 5;

    /// <summary>Epochs of fine-tuning where the teacher has public weights: they are far from what a pool learns in an
    /// epoch, and no member is trained for as long.</summary>
    public int PublicFineTuningEpochs { get; init; } = 60;

    /// <summary>The peak learning rate of fine-tuning.</summary>
    public double FineTuningRate { get; init; } = 8e-3;

    /// <summary>The same where the teacher has public weights.</summary>
    public double PublicFineTuningRate { get; init; } = 4e-3;

    /// <summary>The weight of the teacher's features in fine-tuning: its outputs alone say little of images it has learnt by
    /// heart.</summary>
    public double FeatureWeight { get; init; } = 0.3;

    /// <summary>Images by which operations are scored and networks ranked.</summary>
    public int ScoringImages { get; init; } = 1_024;

    /// <summary>Selections that are ranked.</summary>
    public int Solutions { get; init; } = 50;

    /// <summary>Selections in the first round of the search by short fine-tunings; 0 for none.</summary>
    public int SearchTrials { get; init; } = 10;

    /// <summary>Assembled networks of the proxy's table.</summary>
    public int ProxyNetworks { get; init; } = 300;

    /// <summary>The width of the miniatures against the published networks.</summary>
    public double Width { get; init; } = 0.25;

    /// <summary>The stride of the miniatures' first convolution.</summary>
    public int StemStride { get; init; } = 1;

    /// <summary>Images in one step of training a whole network.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Whether convolutions are trained in bfloat16 where the processor has it.</summary>
    public bool Mixed { get; init; }

    /// <summary>The precision of every training.</summary>
    [JsonIgnore]
    public TrainingPrecision Precision => Mixed ? TrainingPrecision.Mixed : TrainingPrecision.Full;

    /// <summary>What a plain network is trained for, so that it has seen the images as often as the student and all it
    /// was made from.</summary>
    public int TotalEpochs => TeacherEpochs + PretrainingEpochs + FineTuningEpochs;

    // What a student's operations saw, in epochs of a whole network.
    private int PretrainingEpochs =>
        ImagesPerEpoch == 0 ? 1 : Math.Max(1, (int)Math.Round((double)PretrainingImages / ImagesPerEpoch));

    /// <summary>Images of an epoch where there are so many.</summary>
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
