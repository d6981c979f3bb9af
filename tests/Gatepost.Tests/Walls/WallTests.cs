using Mono.Cecil;

namespace Gatepost.Tests.Walls;

public sealed class WallTests
{
    private static readonly RoomTable Table = RoomTable.Parse(Repository.Read("docs/architecture.md"));

    [Fact]
    public void The_table_of_the_architecture_page_has_no_mistakes()
    {
        Assert.Contains("Inbound", Table.Rooms);
        Assert.True(Table.Rooms.Count >= 15, "The room table could not be read: has its header changed?");
        Assert.Empty(Table.Mistakes());
    }

    [Fact]
    public void Each_room_knows_only_the_rooms_that_the_architecture_page_allows()
    {
        using var module = ModuleDefinition.ReadModule(typeof(Messages.QueuedMessage).Assembly.Location);
        Findings.AssertNone(WallInspector.Breaches(module, Table));
    }

    [Fact]
    public void Protocols_references_nothing_but_the_base_class_library()
    {
        using var module = ModuleDefinition.ReadModule(typeof(global::Gatepost.Protocols.Smtp.SmtpReply).Assembly.Location);
        Assert.NotEmpty(module.AssemblyReferences);
        Assert.All(module.AssemblyReferences, static reference =>
            Assert.StartsWith("System.", reference.Name, StringComparison.Ordinal));
        Assert.DoesNotContain(module.GetTypeReferences(), Purity.IsBroken);
    }

    [Fact]
    public void A_type_that_touches_the_world_is_told_from_a_pure_one()
    {
        using var module = ModuleDefinition.ReadModule(typeof(WallTests).Assembly.Location);
        Assert.Contains(module.GetTypeReferences(), static t => t.FullName == "System.IO.File" && Purity.IsBroken(t));
        Assert.Contains(module.GetTypeReferences(), static t => t.FullName == "System.String" && !Purity.IsBroken(t));
    }

    [Theory]
    [InlineData("src/Gatepost/Gatepost.csproj")]
    [InlineData("src/Gatepost.Protocols/Gatepost.Protocols.csproj")]
    public void Nobody_in_src_references_Host(string project) =>
        Assert.DoesNotContain("Gatepost.Host.csproj", Repository.Read(project), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Plants))]
    public void A_planted_breach_is_found(string name, string code)
    {
        using var module = PlantedAssembly.Compile(code);
        var found = WallInspector.Breaches(module, Table);
        Assert.True(found.Any(static b => b.StartsWith("Inbound -> Delivery", StringComparison.Ordinal)),
            $"{name}: {string.Join("; ", found)}");
    }

    [Fact]
    public void An_allowed_neighbour_is_no_breach()
    {
        using var module = PlantedAssembly.Compile(
            "namespace Gatepost.Inbound { class Session { Spool.Lease? _lease; } } namespace Gatepost.Spool { class Lease; }");
        Assert.Empty(WallInspector.Breaches(module, Table));
    }

    [Fact]
    public void A_type_outside_all_rooms_is_found()
    {
        using var module = PlantedAssembly.Compile("namespace Gatepost { class Stray; } namespace Gatepost.Attic { class Old; }");
        Assert.Collection(
            WallInspector.Breaches(module, Table),
            static b => Assert.Contains("(none) is no room", b, StringComparison.Ordinal),
            static b => Assert.Contains("Attic is no room", b, StringComparison.Ordinal));
    }

    public static TheoryData<string, string> Plants() => new()
    {
        { "field", "Gatepost.Delivery.Agent _a = new();" },
        { "generic argument", "System.Collections.Generic.Dictionary<string, Gatepost.Delivery.Agent[]>? _a;" },
        { "parameter", "void M(ref Gatepost.Delivery.Agent a) { }" },
        { "local", "void M() { Gatepost.Delivery.Agent? a = null; System.GC.KeepAlive(a); }" },
        { "static call", "void M() => Gatepost.Delivery.Agent.Go();" },
        { "generic method", "object M() => System.Activator.CreateInstance<Gatepost.Delivery.Agent>();" },
        { "typeof", "object M() => typeof(Gatepost.Delivery.Agent);" },
        {
            "async body",
            "async System.Threading.Tasks.Task M(System.Threading.Tasks.Task t) { await t; Gatepost.Delivery.Agent.Go(); }"
        },
        { "closure", "System.Action M(int i) => () => { Gatepost.Delivery.Agent.Go(); i++; };" },
        {
            "iterator",
            "System.Collections.IEnumerable M() { var a = new Gatepost.Delivery.Agent(); yield return 1; System.GC.KeepAlive(a); }"
        },
        { "catch", "void M() { try { } catch (Gatepost.Delivery.Fault) { } }" },
        { "constraint", "void M<T>() where T : Gatepost.Delivery.Agent { }" },
        { "attribute", "[Gatepost.Delivery.Mark] void M() { }" },
        { "attribute argument", "[System.ComponentModel.TypeConverter(typeof(Gatepost.Delivery.Agent))] class Inner;" },
        { "base", "class Inner : Gatepost.Delivery.Agent;" },
        { "pattern", "bool M(object o) => o is Gatepost.Delivery.Agent;" },
    };
}
