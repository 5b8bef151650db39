using System.ComponentModel;
using Lana.Pipeline;
using Spectre.Console.Cli;

namespace Accelerate;

/// <summary>The command line: what is accelerated, by what, and how.</summary>
internal class AccelerateSettings : PreprocessingSettings
{
    [CommandArgument(0, "[MODEL]")]
    [Description("The .onnx file of the trained network.")]
    public string? Model { get; init; }

    [CommandOption("--network <NAME>")]
    [Description("A registered network instead of a file, with --weights.")]
    public string? Network { get; init; }

    [CommandOption("--weights <FILE>")]
    [Description("The safetensors file of the registered network.")]
    public string? Weights { get; init; }

    [CommandOption("--classes <K>")]
    [Description("The classes of the registered network; default: those that it was published with.")]
    public int? Classes { get; init; }

    [CommandOption("--images <FOLDER>")]
    [Description("The images to train on. No labels are needed.")]
    public string Images { get; init; } = "";

    [CommandOption("--held-out <FOLDER>")]
    [Description("Images to choose and judge by; default: a tenth of the images, at most 2,000.")]
    public string? HeldOut { get; init; }

    [CommandOption("--labels")]
    [Description("The images lie in a folder per class; folders in alphabetical order are classes 0, 1, 2 …")]
    public bool HasLabels { get; init; }

    [CommandOption("--augment")]
    [Description("Varies the images of the fine-tuning: shifted by an eighth, mirrored.")]
    public bool Augments { get; init; }

    [CommandOption("--budget <BUDGET>")]
    [Description("A share of the network's latency (0.5), milliseconds of a batch (4ms) or images per second (200/s).")]
    public string Budget { get; init; } = "";

    [CommandOption("--threads <N>")]
    [Description("Threads of the measured network.")]
    [DefaultValue(1)]
    public int Threads { get; init; } = 1;

    [CommandOption("--batch <N>")]
    [Description("Images of a measured batch.")]
    [DefaultValue(1)]
    public int Batch { get; init; } = 1;

    [CommandOption("--operations <NAMES>")]
    [Description("What layers may become: inherited, compact, paper, modern, full, or names between commas.")]
    [DefaultValue("inherited")]
    public string Operations { get; init; } = "inherited";

    [CommandOption("--effort <EFFORT>")]
    [Description("How long it may take: quick, balanced or thorough.")]
    [DefaultValue(Effort.Balanced)]
    public Effort Effort { get; init; } = Effort.Balanced;

    [CommandOption("--layers <TENSORS>")]
    [Description("Tensors of the file between which the layers lie, instead of the layers that are found.")]
    public string? Layers { get; init; }

    [CommandOption("--max-convolutions <N>")]
    [Description("The maximum number of convolutions in a layer that is found.")]
    public int? MaxConvolutions { get; init; }

    [CommandOption("--logits <OUTPUTS>")]
    [Description("The outputs that give logits of classes, names between commas: they are compared by their probabilities.")]
    public string? Logits { get; init; }

    [CommandOption("--out <FOLDER>")]
    [Description("The run directory; the same command continues there.")]
    [DefaultValue("accelerated")]
    public string Out { get; init; } = "accelerated";

    [CommandOption("--seed <N>")]
    [Description("The seed of everything.")]
    [DefaultValue(0UL)]
    public ulong Seed { get; init; }

    [CommandOption("--report")]
    [Description("Says what the network consists of and which operations fit each layer, and stops.")]
    public bool OnlyReports { get; init; }

    [CommandOption("--forecast")]
    [Description("Says what would be done and how long it would take, and stops.")]
    public bool OnlyForecasts { get; init; }

    [CommandOption("--short")]
    [Description("Every stage in seconds, for trying and for CI; the numbers mean nothing.")]
    public bool IsShort { get; init; }
}
