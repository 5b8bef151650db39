using System.Text.Json;
using System.Text.Json.Nodes;
using Lana.Candidates;
using Lana.Definitions;
using Lana.Models;

namespace Lana.Networks;

public sealed class NetworkDefinitionTests
{
    public static TheoryData<string> Operations =>
        new(SearchSpace.Full.Operations.Select(operation => operation.Name));

    [Fact]
    public void ToJson_EfficientNet_ReadsBack()
    {
        var definition = EfficientNet.Define(padding: Padding.Same, normEpsilon: 1e-3);

        var read = NetworkDefinition.FromJson(definition.ToJson());

        Assert.Equal(definition.ToJson(), read.ToJson());
        Assert.Equal(definition.Cost, read.Cost);
        Assert.Equal(definition.Layers, read.Layers);
        Assert.Equal(definition.Fingerprint, read.Fingerprint);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void ToJson_EveryOperation_ReadsBack(string name)
    {
        var operation = Operation.Parse(name);
        var teacher = SmallNetwork.Define();
        var definition = teacher.WithLayers(
            [.. teacher.Layers.Select(layer => operation.Supports(layer) ? operation.Define(layer) : layer.Definition)]);

        var read = NetworkDefinition.FromJson(definition.ToJson());

        Assert.Equal(definition.ToJson(), read.ToJson());
        Assert.Equal(definition.Cost, read.Cost);
        Assert.Equal(definition.Layers, read.Layers);
    }

    // A false or a 0 is what a serializer is tempted to leave out.
    [Fact]
    public void ToJson_ValuesThatAreDefaultsOfTheirTypes_ReadBack()
    {
        Definition odd = new Chain(
            new Conv("conv", 8, 3) { InitialScale = 0.0, Norm = "bn" },
            new Residual(Chain.Identity),
            new Gate(new Activate(Activation.None)),
            new Sum(new Norm("bn2"), Chain.Identity),
            new GlobalPool(),
            new Linear("fc", 8) { Bias = false });
        var definition = new NetworkDefinition(
            "odd", new FeatureShape(3, 4, 4), odd, [new LayerDefinition("layer", Chain.Identity)], new Linear("fc2", 2));

        var read = NetworkDefinition.FromJson(definition.ToJson());

        Assert.Equal(odd, read.Nodes[0].Definition);
        Assert.Equal(definition.Cost, read.Cost);
    }

    [Fact]
    public void FromJson_CutAnywhere_RaisesJsonException()
    {
        var json = SmallNetwork.Define().ToJson();

        for (var length = 0; length < json.Length; length++)
        {
            var cut = json[..length];
            Assert.ThrowsAny<JsonException>(() => NetworkDefinition.FromJson(cut));
        }
    }

    // Every member and element once removed, once null, once of another type.
    [Fact]
    public void FromJson_AnyMemberDamaged_RaisesNothingElse()
    {
        var json = SmallNetwork.Define().ToJson();
        var places = Places(JsonNode.Parse(json)!).Count();
        JsonNode?[] replacements = [null, "text", -7, 1e300, new JsonArray(), new JsonObject(), int.MaxValue];
        var survived = 0;

        for (var place = 0; place < places; place++)
        {
            for (var kind = 0; kind <= replacements.Length; kind++)
            {
                var damaged = JsonNode.Parse(json)!;
                Damage(Places(damaged).ElementAt(place), kind == replacements.Length, kind, replacements);
                survived += Reads(damaged.ToJsonString()) ? 1 : 0;
            }
        }

        // Optional members may be left out, names may be any text; most damage is noticed.
        Assert.InRange(survived, 1, places * replacements.Length / 4);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"name":"a","input":{"channels":1,"height":1,"width":1},"nodes":[{"name":"n","inputs":["input"],"definition":{"kind":"warp"}}]}""")]
    [InlineData("""{"name":"a","input":{"channels":1,"height":1,"width":1},"nodes":[{"name":"n","inputs":["input"],"definition":{}}]}""")]
    [InlineData("""{"name":"a","surprise":1}""")]
    [InlineData("""{"name":"a","name":"b"}""")]
    public void FromJson_NoDefinition_RaisesJsonException(string json) =>
        Assert.ThrowsAny<JsonException>(() => NetworkDefinition.FromJson(json));

    [Fact]
    public void Define_LayerWithALongerNameThanAFolderCanHave_IsRefused()
    {
        var definition = SmallNetwork.Define();
        LayerDefinition Called(int length) => definition.LayerDefinitions()[0] with { Name = new string('a', length) };
        NetworkDefinition Define(int length) =>
            new("a", definition.Input, definition.Stem(), [Called(length)], definition.Head());

        var error = Assert.Throws<ArgumentException>(() => Define(201));

        Assert.Equal(200, Define(200).Layers[0].Name.Length);
        Assert.InRange(error.Message.Length, 1, 250);
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("../outside")]
    [InlineData("/outside")]
    [InlineData("a\\b")]
    [InlineData("a\0b")]
    public void Define_LayerWhoseFolderWouldBeElsewhere_IsRefused(string layer)
    {
        var definition = SmallNetwork.Define();

        var error = Assert.Throws<ArgumentException>(() => new NetworkDefinition(
            "a", definition.Input, definition.Stem(), [definition.LayerDefinitions()[0] with { Name = layer }], definition.Head()));

        Assert.Contains("cannot be called", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromJson_InfiniteNumber_RaisesJsonException()
    {
        var json = SmallNetwork.Define().ToJson().Replace("1E-05", "1e309", StringComparison.Ordinal);

        Assert.Contains("1e309", json, StringComparison.Ordinal);
        Assert.Throws<JsonException>(() => NetworkDefinition.FromJson(json));
    }

    [Fact]
    public void FromJson_DeepNesting_RaisesJsonException()
    {
        var nested = string.Concat(Enumerable.Repeat("""{"kind":"residual","body":""", 100_000));

        Assert.ThrowsAny<JsonException>(() => NetworkDefinition.FromJson($$"""{"name":"a","stem":{{nested}}"""));
    }

    [Fact]
    public void FromJson_LongNames_AreBounded()
    {
        var longest = new string('n', NameConverter.MaxLength);
        var json = SmallNetwork.Define().ToJson().Replace("conv_stem", longest, StringComparison.Ordinal);
        var longer = json.Replace(longest, longest + "n", StringComparison.Ordinal);

        Assert.Equal(json, NetworkDefinition.FromJson(json).ToJson());
        Assert.Contains("257 characters", Assert.Throws<JsonException>(() => NetworkDefinition.FromJson(longer)).Message);
    }

    [Fact]
    public void ToJson_LongName_RaisesArgumentException()
    {
        var definition = new Conv(new string('n', NameConverter.MaxLength + 1), 4, 3);

        Assert.Contains("257 characters", Assert.Throws<ArgumentException>(definition.ToJson).Message);
    }

    [Fact]
    public void Create_PartsThatDoNotFit_NamesThePart()
    {
        var bad = new Residual(new Conv("conv", 9, 3));

        Assert.Contains("'blocks.7'", Error(Chain.Identity, ("blocks.7", bad)), StringComparison.Ordinal);
        Assert.Contains("'stem'", Error(bad, ("a", Chain.Identity)), StringComparison.Ordinal);
        Assert.Contains(
            "'twice'", Error(bad.Body, ("twice", Chain.Identity), ("twice", Chain.Identity)), StringComparison.Ordinal);
        Assert.Contains("one layer", Error(Chain.Identity), StringComparison.Ordinal);
        Error(Chain.Identity, ("", Chain.Identity));
        Assert.Contains("must give [K, 1, 1]", HeadError(Chain.Identity), StringComparison.Ordinal);
        Assert.Contains("'head'", HeadError(new Linear("fc", 2)), StringComparison.Ordinal);
    }

    [Fact]
    public void WithLayers_WrongNumber_Throws() =>
        Assert.Throws<ArgumentException>(() => SmallNetwork.Define().WithLayers([Chain.Identity]));

    [Fact]
    public void Fingerprint_AnyPartChanged_Changes()
    {
        var definition = SmallNetwork.Define();
        var layers = definition.Layers.Select(layer => layer.Definition).ToList();
        layers[1] = Chain.Identity;

        Assert.Equal(definition.Fingerprint, SmallNetwork.Define().Fingerprint);
        Assert.NotEqual(definition.Fingerprint, definition.WithLayers(layers).Fingerprint);
    }

    private static string Error(Definition stem, params (string Name, Definition Definition)[] layers) =>
        Assert.ThrowsAny<ArgumentException>(() => new NetworkDefinition(
            "bad",
            new FeatureShape(8, 4, 4),
            stem,
            [.. layers.Select(layer => new LayerDefinition(layer.Name, layer.Definition))],
            new GlobalPool())).Message;

    private static string HeadError(Definition head) => Assert.ThrowsAny<ArgumentException>(() => new NetworkDefinition(
        "bad", new FeatureShape(8, 4, 4), Chain.Identity, [new LayerDefinition("a", Chain.Identity)], head)).Message;

    private static bool Reads(string json)
    {
        try
        {
            NetworkDefinition.FromJson(json);
            return true;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return false;
        }
    }

    private static IEnumerable<JsonNode> Places(JsonNode node) => node switch
    {
        JsonObject members => members.SelectMany(member => Inside(member.Value)),
        JsonArray elements => elements.SelectMany(Inside),
        _ => [],
    };

    private static IEnumerable<JsonNode> Inside(JsonNode? node) => node is null ? [] : [node, .. Places(node)];

    private static void Damage(JsonNode place, bool remove, int kind, JsonNode?[] replacements)
    {
        var value = remove ? null : replacements[kind]?.DeepClone();
        switch (place.Parent)
        {
            case JsonObject members when remove:
                members.Remove(place.GetPropertyName());
                break;
            case JsonObject members:
                members[place.GetPropertyName()] = value;
                break;
            case JsonArray elements when remove:
                elements.RemoveAt(place.GetElementIndex());
                break;
            case JsonArray elements:
                elements[place.GetElementIndex()] = value;
                break;
        }
    }
}
