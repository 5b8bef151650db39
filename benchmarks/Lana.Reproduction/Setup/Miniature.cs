using Lana.Models;
using Lana.Networks;
using Lana.Weights;

namespace Lana.Reproduction.Setup;

/// <summary>A family of networks at a size that this machine carries: the registry's own, with the compound scaling
/// between its members (depth, width, resolution) kept.</summary>
/// <param name="Name">The word on the command line.</param>
/// <param name="Title">How tables call it.</param>
/// <param name="Teacher">The registered name of the largest member, which is accelerated.</param>
/// <param name="Members">The registered names of the smaller members, from small to large.</param>
/// <param name="Target">The member whose latency the student is given.</param>
internal sealed record Miniature(
    string Name, string Title, string Teacher, IReadOnlyList<string> Members, string Target)
{
    /// <summary>Whether widths and strides stay as published, and the weights may be public ones.</summary>
    public bool IsPublished { get; init; }

    /// <summary>A member of the family, or the teacher.</summary>
    public NetworkDefinition Define(string network, Scale scale, int classes) => ModelRegistry.Define(
        network,
        new NetworkOptions
        {
            Resolution = ResolutionOf(network, scale),
            Classes = classes,
            StemStride = IsPublished ? 1 : scale.StemStride,
            Width = WidthAt(scale),
        });

    /// <summary>The width of every member against the published one.</summary>
    public double WidthAt(Scale scale) => IsPublished ? 1.0 : scale.Width;

    /// <summary>How the teacher is trained: once, whatever the seed of a cell.</summary>
    public TrainingRequest TeacherTask(Scale scale) =>
        new(IsPublished ? scale.AdaptationEpochs : scale.TeacherEpochs, Seed: 0)
        {
            BeginsWithPublicWeights = IsPublished,
            WeightType = WeightType.F16,
        };

    /// <summary>How a smaller member is trained.</summary>
    public TrainingRequest MemberTask(Scale scale, ulong seed) =>
        new(IsPublished ? scale.PublicMemberEpochs : scale.TotalEpochs, seed)
        {
            BeginsWithPublicWeights = IsPublished,
        };

    /// <summary>How a student is fine-tuned.</summary>
    public StudentRequest StudentRequest(Scale scale) => IsPublished
        ? new(scale.PublicFineTuningEpochs, scale.PublicFineTuningRate)
        : new(scale.FineTuningEpochs, scale.FineTuningRate);

    /// <summary>Where the teacher's weights are.</summary>
    public string TeacherPath(ReproductionOptions options) =>
        Path.Combine(options.Teachers, $"{Name}.safetensors");

    // The teacher's is the scale's, a smaller member's is as much smaller as published.
    private int ResolutionOf(string network, Scale scale)
    {
        static double Published(string name) => ModelRegistry.Describe(name).Resolution;
        return (int)Math.Round(scale.Resolution * Published(network) / Published(Teacher));
    }
}
