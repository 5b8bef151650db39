using Lana.Models;
using Lana.Networks;
using Lana.Weights;

namespace Lana.Reproduction.Setup;

/// <summary>A family of networks at a size that is feasible on this machine: the registry's own, with the compound
/// scaling between its members (depth, width, resolution) kept.</summary>
/// <param name="Name">The word on the command line.</param>
/// <param name="Title">The name in tables.</param>
/// <param name="Teacher">The registered name of the largest member, which is accelerated.</param>
/// <param name="Members">The registered names of the smaller members, from small to large.</param>
/// <param name="Target">The member whose latency is the student's budget.</param>
internal sealed record Miniature(
    string Name, string Title, string Teacher, IReadOnlyList<string> Members, string Target)
{
    /// <summary>True if widths and strides stay as published, so that the weights may be public ones.</summary>
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

    /// <summary>The width of every member as a share of the published one.</summary>
    public double WidthAt(Scale scale) => IsPublished ? 1.0 : scale.Width;

    /// <summary>The training of the teacher: only one, whatever the seed of a cell.</summary>
    public TrainingRequest TeacherTask(Scale scale) =>
        new(IsPublished ? scale.AdaptationEpochs : scale.TeacherEpochs, Seed: 0)
        {
            BeginsWithPublicWeights = IsPublished,
            WeightType = WeightType.F16,
        };

    /// <summary>The training of a smaller member.</summary>
    public TrainingRequest MemberTask(Scale scale, ulong seed) =>
        new(IsPublished ? scale.PublicMemberEpochs : scale.TotalEpochs, seed)
        {
            BeginsWithPublicWeights = IsPublished,
        };

    /// <summary>The fine-tuning of a student.</summary>
    public StudentRequest StudentRequest(Scale scale) => IsPublished
        ? new(scale.PublicFineTuningEpochs, scale.PublicFineTuningRate)
        : new(scale.FineTuningEpochs, scale.FineTuningRate);

    /// <summary>The path of the teacher's weights.</summary>
    public string TeacherPath(ReproductionOptions options) =>
        Path.Combine(options.Teachers, $"{Name}.safetensors");

    // The teacher's resolution is the scale's; a smaller member's is reduced by the published ratio.
    private int ResolutionOf(string network, Scale scale)
    {
        static double Published(string name) => ModelRegistry.Describe(name).Resolution;
        return (int)Math.Round(scale.Resolution * Published(network) / Published(Teacher));
    }
}
