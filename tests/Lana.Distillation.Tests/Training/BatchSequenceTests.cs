namespace Lana.Training;

public sealed class BatchSequenceTests
{
    [Theory]
    [InlineData(12, 4, 3)]
    [InlineData(13, 4, 3)]
    [InlineData(3, 8, 1)]
    public void Epoch_OfAllImages_IsAPermutationCutIntoFullBatches(int count, int batchSize, int steps)
    {
        var sequence = new BatchSequence(count, 0, batchSize, seed: 5);

        var epoch = Enumerable.Range(0, sequence.StepsPerEpoch).SelectMany(step => sequence.Indices(step)).ToList();

        Assert.Equal(steps, sequence.StepsPerEpoch);
        Assert.Equal(steps * Math.Min(batchSize, count), epoch.Count);
        Assert.Equal(epoch.Count, epoch.Distinct().Count());
        Assert.All(epoch, index => Assert.InRange(index, 0, count - 1));
    }

    [Fact]
    public void Indices_OfAnyStepAtOnce_AreThoseOfTheWholeWalk()
    {
        var walked = new BatchSequence(30, 20, 4, seed: 5);
        var walk = Enumerable.Range(0, 40).Select(step => walked.Indices(step)).ToList();

        var jumped = new BatchSequence(30, 20, 4, seed: 5);

        Assert.All(Enumerable.Range(0, 40).Reverse(), step => Assert.Equal(walk[step], jumped.Indices(step)));
    }

    [Fact]
    public void Epochs_OfASeed_DifferFromEachOtherAndFromAnotherSeeds()
    {
        var sequence = new BatchSequence(40, 0, 40, seed: 5);
        var other = new BatchSequence(40, 0, 40, seed: 6);

        Assert.NotEqual(sequence.Indices(0), sequence.Indices(1));
        Assert.NotEqual(sequence.Indices(0), other.Indices(0));
        Assert.NotEqual(sequence.Augmentation(0), sequence.Augmentation(1));
        Assert.NotEqual(sequence.Augmentation(0), other.Augmentation(0));
    }

    [Fact]
    public void Augmentation_WithinAnEpoch_IsOneSeed()
    {
        var sequence = new BatchSequence(40, 0, 10, seed: 5);

        Assert.Equal(sequence.Augmentation(0), sequence.Augmentation(3));
        Assert.NotEqual(sequence.Augmentation(3), sequence.Augmentation(4));
    }
}
