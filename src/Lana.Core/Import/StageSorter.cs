using Lana.Candidates;
using Lana.Networks;
using TorchSharp.Modules;

namespace Lana.Import;

/// <summary>Assigns stages to stem, layers and head, one after another.</summary>
internal sealed class StageSorter(FeatureShape input)
{
    private readonly List<StageGroup> _layers = [];
    private readonly List<(NetworkStageReport Report, StageGroup? Begins)> _reports = [];
    private FeatureShape? _shape = input;
    private FeatureShape _groupInput = input;
    private StageGroup? _current;

    public StageGroup Stem { get; } = new();

    public IReadOnlyList<StageGroup> Layers => _layers;

    public StageGroup Head { get; } = new();

    /// <summary>The exception that stopped the sorting.</summary>
    public Exception? Cause { get; private set; }

    private string? Refusal { get; set; }

    public string? Problem => Refusal ?? (_layers.Count == 0
        ? "There is no layer between stem and head: a layer is a stage with a convolution after the first one."
        : null);

    /// <summary>Adds stages without given places: the first is the stem, and the head begins where the map ends.</summary>
    public void AddAll(IEnumerable<NetworkStage> stages)
    {
        string? end = null;
        foreach (var stage in stages)
        {
            if (_current is null)
            {
                Add(stage, StagePlace.Stem, "the first stage stays as it is");
                continue;
            }

            var reason = end is null ? WhyHead(stage) : $"after '{end}', where the map ends";
            if (reason is not null)
            {
                end ??= stage.Name;
                Add(stage, StagePlace.Head, reason);
            }
            else
            {
                AddLayer(stage);
            }
        }
    }

    public void AddGiven(IEnumerable<NetworkStage> stages, StagePlace place)
    {
        foreach (var stage in stages)
        {
            if (place != StagePlace.Layer)
            {
                Add(stage, place, "as given");
            }
            else if (WhyHead(stage) is { } reason)
            {
                Refuse(stage, $"{reason}, which a layer cannot: give it to the head", null);
            }
            else
            {
                AddLayer(stage);
            }
        }
    }

    /// <summary>Returns the place of each stage; a layer's operations are counted once the network is complete.</summary>
    public IReadOnlyList<NetworkStageReport> Reports(NetworkDefinition? definition) =>
        [.. _reports.Select(entry => entry.Begins is null || definition is null
            ? entry.Report
            : WithOperations(entry.Report, definition.Layers[_layers.IndexOf(entry.Begins)]))];

    private void AddLayer(NetworkStage stage)
    {
        if (StageList.HasConvolution(stage))
        {
            Add(stage, StagePlace.Layer, "it has a convolution");
        }
        else
        {
            var to = _current is null || _current == Stem ? "the stem" : $"layer '{_current.Name}'";
            Add(stage, StagePlace.Joined, $"{Kind(stage)}: it goes with {to}");
        }
    }

    private void Add(NetworkStage stage, StagePlace place, string reason)
    {
        if (_shape is not { } shape)
        {
            _reports.Add((new NetworkStageReport(
                stage.Name, Modules(stage), null, null, StagePlace.Refused, "what reaches it is not known"), null));
            return;
        }

        var group = GroupOf(stage, place);
        if (group != _current)
        {
            (_current, _groupInput) = (group, shape);
        }

        try
        {
            group.Add(stage, _groupInput);
            var output = group.Definition.Cost(_groupInput).Output;
            _shape = output;
            _reports.Add((new NetworkStageReport(
                stage.Name, Modules(stage), shape, output, place, reason), place == StagePlace.Layer ? group : null));
        }
        catch (Exception cause) when (cause is UnsupportedModuleException or ArgumentException)
        {
            Refuse(stage, cause.Message, cause);
        }
    }

    private StageGroup GroupOf(NetworkStage stage, StagePlace place)
    {
        switch (place)
        {
            case StagePlace.Stem:
                return Stem;
            case StagePlace.Head:
                return Head;
            case StagePlace.Layer:
                _layers.Add(new StageGroup(stage.Name));
                return _layers[^1];
            default:
                return _current ?? Stem;
        }
    }

    private void Refuse(NetworkStage stage, string reason, Exception? cause)
    {
        Refusal ??= reason;
        Cause ??= cause;
        _reports.Add((new NetworkStageReport(
            stage.Name, Modules(stage), _shape, null, StagePlace.Refused, reason), null));
        _shape = null;
    }

    // The reason why no map is left after a stage.
    private static string? WhyHead(NetworkStage stage) => StageList.Leaves(stage)
        .Select(leaf => leaf switch
        {
            AdaptiveAvgPool2d => "it pools all positions into one",
            Flatten => "it flattens the map",
            TorchSharp.Modules.Linear => "it is linear",
            _ => null,
        })
        .FirstOrDefault(reason => reason is not null);

    private static string Kind(NetworkStage stage) => StageList.Leaves(stage).ToList() switch
    {
        [BatchNorm2d] => "a norm alone",
        [MaxPool2d or AvgPool2d] => "a pool alone",
        [TorchSharp.Modules.Dropout] => "dropout alone",
        [_] => "an activation alone",
        _ => "it has no convolution",
    };

    private static string Modules(NetworkStage stage) =>
        string.Join(", ", StageList.Leaves(stage).Select(leaf => leaf.GetType().Name));

    private static NetworkStageReport WithOperations(NetworkStageReport report, Layer layer)
    {
        var count = SearchSpace.Full.For(layer).Count - 1;
        return report with
        {
            Operations = count,
            Reason = count > 0
                ? $"replaceable: {count} operations fit"
                : $"not replaceable: no operation leads from {layer.Input} to {layer.Output}",
        };
    }
}
