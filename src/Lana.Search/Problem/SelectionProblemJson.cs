using System.Text.Json.Serialization;

namespace Lana.Problem;

/// <summary>Reads and writes a <see cref="SelectionProblem"/> as JSON.</summary>
/// <remarks>One object: <c>layers</c> (name, operations, scores), <c>costs</c> (name, unit, constant, values, minimum,
/// maximum) and optionally <c>alike</c>, <c>maximumDistinct</c>, <c>runLimits</c> and <c>pairTerms</c>. A score that is
/// not finite is written as a string, <c>"NaN"</c>. Unknown members are refused.</remarks>
public static class SelectionProblemJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Writes a problem.</summary>
    /// <param name="problem">The problem.</param>
    /// <returns>The text.</returns>
    public static string Write(SelectionProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var document = new Document(
            [.. problem.Layers.Select(layer => new LayerDocument(layer.Name, [.. layer.Operations], [.. layer.Scores]))],
            [.. problem.Costs.Select(cost => new CostDocument(
                cost.Name, cost.Unit, cost.Constant, cost.ValueArrays, cost.Minimum, cost.Maximum))],
            [.. problem.Rules.Alike.Select(group => group.ToArray())],
            problem.Rules.MaxDistinct,
            [.. problem.Rules.RunLimits.Select(run => new RunDocument(run.Operation, run.MaxLength))],
            [.. problem.Rules.PairTerms.Select(pair => new PairDocument(
                pair.First.Layer, pair.First.Operation, pair.Second.Layer, pair.Second.Operation, pair.Score))]);
        return JsonSerializer.Serialize(document, Options);
    }

    /// <summary>Reads a problem.</summary>
    /// <param name="json">The text.</param>
    /// <param name="origin">The origin of the text for messages: a file's path.</param>
    /// <returns>The problem.</returns>
    /// <exception cref="SelectionFormatException">The text is not JSON of a problem.</exception>
    public static SelectionProblem Read(string json, string origin = "JSON text")
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            var document = JsonSerializer.Deserialize<Document>(json, Options)
                ?? throw new SelectionFormatException($"{origin}: the problem is null.");
            return Build(document);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new SelectionFormatException($"{origin}: {exception.Message}", exception);
        }
    }

    private static SelectionProblem Build(Document document)
    {
        if (Array.IndexOf(document.Layers, null) >= 0 || Array.IndexOf(document.Costs ?? [], null) >= 0)
        {
            throw new ArgumentException("A layer or a cost is null.");
        }

        var builder = SelectionProblem.Create();
        foreach (var layer in document.Layers)
        {
            builder.Layer(layer.Name, layer.Operations, layer.Scores);
        }

        foreach (var cost in document.Costs ?? [])
        {
            if (cost.Values.Length != document.Layers.Length || Array.IndexOf(cost.Values, null) >= 0)
            {
                throw new ArgumentException(
                    $"Cost '{cost.Name}' has values for {cost.Values.Count(row => row is not null)} of " +
                    $"{document.Layers.Length} layers; give one row for each.");
            }

            builder.Cost(cost.Name, cost.Unit, cost.Values, cost.Constant).Limit(cost.Name, cost.Minimum, cost.Maximum);
        }

        foreach (var group in document.Alike ?? [])
        {
            builder.Alike(group);
        }

        foreach (var run in document.RunLimits ?? [])
        {
            builder.AtMostInARow(run.Operation, run.Longest);
        }

        builder.Pairs((document.PairTerms ?? []).Select(pair => new PairTerm(
            new(pair.FirstLayer, pair.FirstOperation), new(pair.SecondLayer, pair.SecondOperation), pair.Score)));
        return (document.MaximumDistinct is { } count ? builder.AtMostDistinct(count) : builder).Build();
    }

    private sealed record Document(
        [property: JsonRequired] LayerDocument[] Layers,
        CostDocument[]? Costs,
        string[][]? Alike,
        int? MaximumDistinct,
        RunDocument[]? RunLimits,
        PairDocument[]? PairTerms);

    private sealed record LayerDocument(
        [property: JsonRequired] string Name,
        [property: JsonRequired] string[] Operations,
        [property: JsonRequired] double[] Scores);

    private sealed record CostDocument(
        [property: JsonRequired] string Name,
        [property: JsonRequired] string Unit,
        double Constant,
        [property: JsonRequired] double[][] Values,
        double? Minimum,
        double? Maximum);

    private readonly record struct RunDocument(string Operation, int Longest);

    private readonly record struct PairDocument(
        string FirstLayer, string FirstOperation, string SecondLayer, string SecondOperation, double Score);
}
