using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Lana.Internal;

namespace Lana.Selections;

public sealed class SelectionTests
{
    private static readonly Selection Plain = Selection.Of(["blocks.0.0", "blocks.0.1"], ["identity", "efn_e3_k5_se0.04"]);

    public static TheoryData<string> AwkwardNames =>
        new("a b", "a=b", "a%20b", "%", "%%3D", "=", " ", "tab\there", "line\nend", "\u2003", "\u0085", "naïve", "层", "a|b/c", "😀");

    [Fact]
    public void Read_NameWithoutEnd_ShowsItsBeginningOnly()
    {
        var name = new string('a', 100_000);

        var json = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Selection>($"{{\"{name}\":1}}"));
        var text = Assert.Throws<FormatException>(() => Selection.Parse(name));

        Assert.InRange(json.Message.Length, 1, 300);
        Assert.InRange(text.Message.Length, 1, 300);
    }

    [Fact]
    public void ToString_PlainNames_AreReadable() =>
        Assert.Equal("blocks.0.0=identity blocks.0.1=efn_e3_k5_se0.04", Plain.ToString());

    [Theory]
    [MemberData(nameof(AwkwardNames))]
    public void Parse_AwkwardNames_GivesTheSelection(string name)
    {
        var selection = Selection.Of([name, "other"], ["identity", name]);

        var text = selection.ToString();

        Assert.Equal(selection, Selection.Parse(text));
        Assert.Equal(2, text.Split(' ').Length);
        Assert.DoesNotContain('\n', text);
    }

    [Fact]
    public void Parse_AnySelection_GivesTheSelection() => Prop.ForAll<(string Layer, string Operation)[]>(pairs =>
    {
        var choices = (pairs ?? [])
            .Where(pair => !string.IsNullOrEmpty(pair.Layer) && !string.IsNullOrEmpty(pair.Operation))
            .DistinctBy(pair => pair.Layer)
            .Select(pair => new CandidateKey(pair.Layer, pair.Operation));
        var selection = new Selection(choices);
        return Selection.Parse(selection.ToString()).Equals(selection);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("blocks.0")]
    [InlineData("=identity")]
    [InlineData("blocks.0=")]
    [InlineData("a=b=c")]
    [InlineData("a=b a=c")]
    public void Parse_AnotherText_Throws(string text)
    {
        Assert.False(Selection.TryParse(text, out var selection));
        Assert.Null(selection);
        var thrown = Assert.Throws<FormatException>(() => Selection.Parse(text));
        Assert.Contains(text, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_Null_IsFalse() => Assert.False(Selection.TryParse(null, out _));

    [Fact]
    public void Parse_NoText_IsTheEmptySelection() => Assert.Empty(Selection.Parse(""));

    [Fact]
    public void Equals_SameChoicesInTheSameOrder_IsAValue()
    {
        var same = new Selection(Plain);
        var reordered = new Selection(Plain.Reverse());
        var other = Selection.Of(["blocks.0.0", "blocks.0.1"], ["identity", "teacher"]);

        Assert.Equal(Plain, same);
        Assert.Equal(Plain.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(Plain, reordered);
        Assert.NotEqual(Plain, other);
        Assert.False(Plain.Equals(null));
        Assert.True(Plain == same);
        Assert.True(Plain != other);
        Assert.Single(new HashSet<Selection> { Plain, same });
    }

    [Fact]
    public void Json_AwkwardNames_ReadsBack()
    {
        string[] names = [.. AwkwardNames.Select(row => row.Data)];
        var selection = Selection.Of(names, [.. names.Reverse()]);

        var json = JsonSerializer.Serialize(selection);

        Assert.Equal(selection, JsonSerializer.Deserialize<Selection>(json));
        Assert.Equal(selection, JsonSerializer.Deserialize<Selection>(
            JsonSerializer.Serialize(selection, JsonFile.DefaultOptions), JsonFile.DefaultOptions));
    }

    [Fact]
    public void Json_Plain_IsAnObjectOfOperationsByLayer() => Assert.Equal(
        """{"blocks.0.0":"identity","blocks.0.1":"efn_e3_k5_se0.04"}""", JsonSerializer.Serialize(Plain));

    [Theory]
    [InlineData("""["identity"]""")]
    [InlineData("""{"blocks.0":1}""")]
    [InlineData("""{"blocks.0":""}""")]
    [InlineData("""{"blocks.0":"a","blocks.0":"b"}""")]
    public void Json_AnotherForm_Throws(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Selection>(json));

    [Fact]
    public void Constructor_WrongChoices_Throws()
    {
        Assert.Throws<ArgumentException>(() => new Selection([new("", "identity")]));
        Assert.Throws<ArgumentException>(() => new Selection([new("blocks.0", "")]));
        var twice = Assert.Throws<ArgumentException>(() => new Selection([new("a", "x"), new("a", "y")]));
        Assert.Contains("layer 'a' occurs twice", twice.Message, StringComparison.Ordinal);
        var count = Assert.Throws<ArgumentException>(() => Selection.Of(["a", "b"], ["x"]));
        Assert.Contains("got 1 for 2 layers", count.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Indexers_KnownAndUnknownLayer_GiveTheChoiceOrThrow()
    {
        Assert.Equal("identity", Plain["blocks.0.0"]);
        Assert.Equal(new CandidateKey("blocks.0.1", "efn_e3_k5_se0.04"), Plain[1]);
        var thrown = Assert.Throws<KeyNotFoundException>(() => Plain["head"]);
        Assert.Contains("'head'", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OverlapWith_OneOtherChoice_CountsTheRest()
    {
        Assert.Equal(2, Plain.OverlapWith(Plain));
        Assert.Equal(1, Plain.OverlapWith(Selection.Of(Plain.Layers.ToList(), ["identity", "teacher"])));
    }
}
