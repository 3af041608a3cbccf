using Microsoft.EntityFrameworkCore;

namespace Parcels;

public record Parcel(Guid Id, string Street);

public class ParcelContext(DbContextOptions<ParcelContext> options) : DbContext(options)
{
    public DbSet<Parcel> Parcels => Set<Parcel>();
}

public static class ParcelMigration
{
    public static void MigrateParcels(this WebApplication app)
    {
        using var scope = app.Services.CreateScope();
        scope.ServiceProvider.GetRequiredService<ParcelContext>().Database.Migrate();
    }
}
